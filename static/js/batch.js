// A table with a batch bar: [data-batch] holds [data-check-all], rows' checkboxes and [data-batch-count].
(function () {
  'use strict';
  function boxesOf(batch) {
    return Array.from(batch.querySelectorAll('tbody input[type=checkbox]'));
  }
  document.addEventListener('change', (event) => {
    const batch = event.target.closest('[data-batch]');
    if (!batch || event.target.type !== 'checkbox') {
      return;
    }
    const all = batch.querySelector('[data-check-all]');
    const boxes = boxesOf(batch);
    if (event.target === all) {
      boxes.forEach((box) => {
        box.checked = all.checked;
      });
    }
    const chosen = boxes.filter((box) => box.checked).length;
    if (all) {
      all.checked = chosen === boxes.length && chosen > 0;
      all.indeterminate = chosen > 0 && chosen < boxes.length;
    }
    const count = batch.querySelector('[data-batch-count]');
    if (count) {
      count.textContent = String(chosen);
    }
  });
})();
