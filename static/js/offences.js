// While a case is typed: what offence it may come near to, below the facts. The page says where
// to ask with data-offences; the answer is a fragment of the server. Sent as a POST, for facts
// don't belong into an address. Without this script the check page says the same.
(function () {
  'use strict';
  const WAIT = 1200;
  const ASKED = ['matter_text', 'matter', 'cause', 'facts', 'decision_content', 'amount_involved'];
  let timer = 0;
  let last = '';

  const concerns = (field) => ASKED.includes(field.name) || /^bases-\d+-(citation|DELETE)$/.test(field.name)
    || /^bases-(TOTAL|INITIAL)_FORMS$/.test(field.name);

  function values(form) {
    const said = {};
    new FormData(form).forEach((value, name) => {
      if (concerns({name: name}) || name === 'csrfmiddlewaretoken') {
        said[name] = value;
      }
    });
    return said;
  }

  // Not by htmx, which would lead whoever was signed out away from what they typed.
  function ask(target) {
    const form = target.closest('form');
    if (form.dataset.autosave && form.dataset.unsaved) {
      // After the draft: when that can't be saved, its own line says so.
      timer = setTimeout(ask, WAIT, target);
      return;
    }
    const said = values(form);
    const asked = JSON.stringify(said);
    if (asked === last) {
      return;
    }
    last = asked;
    fetch(target.dataset.offences, {
      method: 'POST',
      body: new URLSearchParams(said),
      credentials: 'same-origin',
      redirect: 'error',
      headers: {'X-Requested-With': 'fetch'},
    }).then((response) => (response.ok ? response.text() : null)).then((text) => {
      if (text !== null && last === asked) {
        target.innerHTML = text;
      }
    }).catch(() => {
      last = '';
    });
  }

  function later(event) {
    const target = document.querySelector('[data-offences]');
    if (!target || !event.target.name || !concerns(event.target) || event.isComposing) {
      return;
    }
    clearTimeout(timer);
    timer = setTimeout(ask, event.type === 'change' ? 100 : WAIT, target);
  }

  document.addEventListener('input', later);
  document.addEventListener('change', later);
  document.addEventListener('compositionend', later);
  document.addEventListener('typeahead:chosen', later);
  document.addEventListener('DOMContentLoaded', () => {
    const target = document.querySelector('[data-offences]');
    const facts = document.getElementById('id_facts');
    if (target && facts && facts.value) {
      ask(target);
    }
  });
}());
