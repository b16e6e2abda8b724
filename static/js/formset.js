// Add-another rows without a round trip. Markup, see docs/screen.md:
// [data-formset="prefix"] > [data-formset-rows], <template>, button[data-formset-add].
// Without this script the same button submits name=add and the server adds the row.
(function () {
  'use strict';
  function renumber(set) {
    let number = 0;
    set.querySelectorAll('[data-formset-row]:not(.is-removed)').forEach((row) => {
      number += 1;
      row.querySelectorAll('[data-row-number]').forEach((mark) => {
        mark.textContent = String(number);
      });
    });
  }

  function add(set) {
    const prefix = set.dataset.formset;
    const total = document.getElementById('id_' + prefix + '-TOTAL_FORMS');
    const holder = document.createElement('div');
    holder.innerHTML = set.querySelector('template').innerHTML.replace(/__prefix__/g, total.value);
    const row = holder.firstElementChild;
    set.querySelector('[data-formset-rows]').appendChild(row);
    total.value = String(Number(total.value) + 1);
    renumber(set);
    const first = row.querySelector('input:not([type=hidden]):not([name$="-DELETE"]), select, textarea');
    if (first) {
      first.focus();
    }
    total.dispatchEvent(new Event('input', {bubbles: true}));
  }

  function remove(set, row) {
    const mark = row.querySelector('input[name$="-DELETE"]');
    mark.checked = true;
    row.classList.add('is-removed');
    renumber(set);
    mark.dispatchEvent(new Event('input', {bubbles: true}));
    set.querySelector('[data-formset-add]').focus();
  }

  document.addEventListener('click', (event) => {
    const set = event.target.closest('[data-formset]');
    if (!set) {
      return;
    }
    const row = event.target.closest('[data-formset-row]');
    if (event.target.closest('[data-formset-add]')) {
      event.preventDefault();
      add(set);
    } else if (row && event.target.closest('[data-formset-remove]')) {
      event.preventDefault();
      remove(set, row);
    }
  });

  // A row the server sent back as removed stays out of sight.
  document.querySelectorAll('[data-formset]').forEach((set) => {
    set.querySelectorAll('input[name$="-DELETE"]:checked').forEach((mark) => {
      mark.closest('[data-formset-row]').classList.add('is-removed');
    });
    renumber(set);
  });
})();
