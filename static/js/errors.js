// The error summary takes the focus; its links put the cursor into the field.
(function () {
  'use strict';
  const summary = document.querySelector('[data-error-summary]');
  if (!summary) {
    return;
  }
  document.title = summary.querySelector('h2').textContent.trim() + ' - ' + document.title;
  summary.focus();
  summary.addEventListener('click', (event) => {
    const link = event.target.closest('a[href^="#"]');
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) {
      return;
    }
    event.preventDefault();
    const block = field.closest('.field') || field;
    block.scrollIntoView({block: 'center'});
    field.focus({preventScroll: true});
  });
})();
