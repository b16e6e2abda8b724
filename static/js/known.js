// A party of an earlier case, chosen while typing its name or its credit code, fills in its row.
// The number of a person and phones stay with the server: the row bears a reference
// (…-known, kept by typeahead.js, which empties it when other text is typed) and shows the masks.
// Without this script the button is sent, and the server lets the reference go.
(function () {
  'use strict';
  const FILLED = ['name', 'identifier_type', 'identifier', 'representative', 'address'];

  function fieldsOf(row) {
    const fields = {};
    row.querySelectorAll('input, select').forEach((field) => {
      fields[field.name.replace(/^parties-\d+-/, '')] = field;
    });
    return fields;
  }

  function put(field, value) {
    if (!field.value || field.value === field.dataset.suggested) {
      field.value = value;
      field.dataset.suggested = value;
    }
  }

  function mask(row, number, phone) {
    const fields = fieldsOf(row);
    const shown = [fields.identifier.value ? '' : number, fields.phone.value ? '' : phone].filter(Boolean);
    fields.identifier.placeholder = number;
    fields.phone.placeholder = phone;
    row.querySelector('[data-known-text]').textContent = shown.join('，');
    row.querySelector('[data-known]').hidden = !shown.length;
  }

  function fill(row, input, chosen) {
    const fields = fieldsOf(row);
    if (input === fields.identifier) {
      input.value = '';
    }
    if (fields.phone.value && fields.phone.value === fields.phone.dataset.suggested) {
      fields.phone.value = '';
    }
    const values = {
      name: chosen.party,
      identifier_type: chosen.type,
      identifier: chosen.masked ? '' : chosen.number,
      representative: chosen.representative,
      address: chosen.address,
    };
    fields.kind.value = chosen.kind;
    FILLED.forEach((name) => put(fields[name], values[name]));
    // A number that was typed before stands, and then it is somebody else's row.
    if (fields.identifier.value !== values.identifier) {
      forget(row);
      return;
    }
    mask(row, chosen.masked ? chosen.number : '', chosen.phone);
  }

  function forget(row) {
    const fields = fieldsOf(row);
    fields.known.value = '';
    mask(row, '', '');
  }

  document.addEventListener('typeahead:chosen', (event) => {
    const row = event.target.closest('[data-formset="parties"] [data-formset-row]');
    if (row && event.detail.party) {
      fill(row, event.target, event.detail);
    }
  });
  // Other text in the name or number is another party: typeahead.js has let the reference go.
  document.addEventListener('input', (event) => {
    const row = event.target.closest('[data-formset="parties"] [data-formset-row]');
    if (row && event.target.dataset.typeahead && row.querySelector('[data-known]:not([hidden])')) {
      forget(row);
    }
  });
  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-known-forget]');
    if (button) {
      event.preventDefault();
      const row = button.closest('[data-formset-row]');
      forget(row);
      const number = fieldsOf(row).identifier;
      number.focus();
      number.dispatchEvent(new Event('change', {bubbles: true}));
    }
  });
})();
