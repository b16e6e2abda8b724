// What choosing a suggestion fills in on the entry page: the matter's sector, cause and
// provisions, an officer's certificate. Never over something typed: what another choice had
// filled in, and nobody changed, gives way.
(function () {
  'use strict';
  function put(field, value) {
    if (field && value && (!field.value || field.value === field.dataset.suggested)) {
      field.value = value;
      field.dataset.suggested = value;
      field.dispatchEvent(new Event('input', {bubbles: true}));
    }
  }

  function citations() {
    return Array.from(document.querySelectorAll('[data-formset="bases"] [data-formset-row]:not(.is-removed)'));
  }

  const fieldOf = (row) => row.querySelector('input[name$="-citation"]');

  function takeBack() {
    citations().map(fieldOf).forEach((field) => {
      if (field.dataset.suggested && field.value === field.dataset.suggested) {
        field.value = '';
        field.dispatchEvent(new Event('change', {bubbles: true}));
      }
    });
  }

  function cite(use, citation) {
    if (!citation || citations().some((row) => fieldOf(row).value === citation)) {
      return;
    }
    if (!citations().some((row) => !fieldOf(row).value)) {
      document.querySelector('[data-formset="bases"] [data-formset-add]').click();
    }
    const row = citations().find((one) => !fieldOf(one).value);
    row.querySelector('select').value = use;
    fieldOf(row).value = citation;
    fieldOf(row).dataset.suggested = citation;
    fieldOf(row).dispatchEvent(new Event('change', {bubbles: true}));
  }

  document.addEventListener('typeahead:chosen', (event) => {
    const input = event.target;
    const chosen = event.detail;
    if (input.id === 'id_matter_text') {
      put(document.getElementById('id_sector'), chosen.sector);
      put(document.getElementById('id_cause'), chosen.cause);
      takeBack();
      cite('violated', chosen.violated);
      cite('penalised', chosen.penalised);
      input.focus();
    } else if (chosen.certificate) {
      put(document.getElementById(input.id.replace(/-name$/, '-certificate_no')), chosen.certificate);
    }
  });
})();
