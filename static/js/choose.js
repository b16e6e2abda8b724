// Ticking rows: all of a page at once, and how many are chosen. Without scripts the ticks work alone.
(function () {
  'use strict';
  document.querySelectorAll('form[data-choose]').forEach((form) => {
    const all = form.querySelector('[data-choose-all]');
    const count = form.querySelector('[data-choose-count]');
    const boxes = () => Array.from(document.querySelectorAll('input[name=chosen][form="' + form.id + '"]'));

    const tell = () => {
      const chosen = boxes().filter((box) => box.checked).length;
      count.textContent = count.dataset.words.replace('{n}', chosen);
      all.checked = chosen > 0 && chosen === boxes().length;
      all.indeterminate = chosen > 0 && !all.checked;
    };

    all.addEventListener('change', () => {
      boxes().forEach((box) => { box.checked = all.checked; });
      tell();
    });
    document.addEventListener('change', (event) => {
      if (event.target.name === 'chosen') {
        tell();
      }
    });
    window.addEventListener('pageshow', tell);
    tell();
  });
})();
