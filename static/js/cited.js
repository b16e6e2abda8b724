// Shows the text of a provision below the line in which it is cited, as it is typed.
// input[data-cited="url"]; the answer is a fragment of the server.
(function () {
  'use strict';
  const WAIT = 500;
  const DAYS = ['conduct_to', 'conduct_from', 'decided_on'];
  const timers = new WeakMap();

  // The day whose wording counts: the end of the conduct, else the decision.
  function day() {
    const fields = DAYS.map((name) => document.getElementById('id_' + name));
    const filled = fields.find((field) => field && /^\d{4}-\d{2}-\d{2}$/.test(field.value));
    return filled ? filled.value : '';
  }

  function place(input) {
    const row = input.closest('[data-formset-row]') || input.parentElement;
    let found = row.nextElementSibling;
    if (!found || !found.matches('[data-cited-text]')) {
      found = document.createElement('div');
      found.setAttribute('aria-live', 'polite');
      found.setAttribute('data-cited-text', '');
      row.after(found);
    }
    return found;
  }

  function show(input) {
    const text = input.value.trim();
    const target = place(input);
    const asked = text + '|' + day();
    if (target.dataset.citedText === asked) {
      return;
    }
    target.dataset.citedText = asked;
    if (!/第.+条/.test(text)) {
      target.textContent = '';
      return;
    }
    const query = '?q=' + encodeURIComponent(text) + '&on=' + encodeURIComponent(day());
    // Not by htmx, which would lead whoever was signed out away from what they typed.
    fetch(input.dataset.cited + query, {credentials: 'same-origin', redirect: 'error', headers: {'X-Requested-With': 'fetch'}})
      .then((response) => (response.ok ? response.text() : null)).then((html) => {
        if (html !== null && target.dataset.citedText === asked) {
          target.innerHTML = html;
        }
      }).catch(() => {
        target.dataset.citedText = '';
      });
  }

  function later(event) {
    const input = event.target;
    if (!input.matches || !input.matches('[data-cited]')) {
      return;
    }
    clearTimeout(timers.get(input));
    timers.set(input, setTimeout(show, event.type === 'change' ? 0 : WAIT, input));
  }

  document.addEventListener('input', later);
  document.addEventListener('change', later);
  document.addEventListener('DOMContentLoaded', () => {
    document.querySelectorAll('[data-cited]').forEach((input) => {
      if (input.value) {
        show(input);
      }
    });
  });
}());
