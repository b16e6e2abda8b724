// Asks before a page with unsaved text is left: form[data-confirm-leave].
// autosave.js takes the mark away once the server has the text.
(function () {
  'use strict';
  document.addEventListener('input', (event) => {
    const form = event.target.closest('form[data-confirm-leave]');
    if (form) {
      form.dataset.unsaved = '1';
    }
  });
  document.addEventListener('submit', (event) => {
    if (!event.defaultPrevented) {
      delete event.target.dataset.unsaved;
    }
  });
  window.addEventListener('beforeunload', (event) => {
    if (document.querySelector('form[data-unsaved]')) {
      event.preventDefault();
      event.returnValue = '';
    }
  });
})();
