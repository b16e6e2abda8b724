// <button data-copy="id of a field" data-copied="said afterwards"> copies what the field holds.
(function () {
  'use strict';
  document.querySelectorAll('[data-copy]').forEach((button) => {
    button.hidden = false;
    button.addEventListener('click', () => {
      const field = document.getElementById(button.dataset.copy);
      field.focus();
      field.select();
      // navigator.clipboard is there only under TLS.
      if (document.execCommand('copy')) {
        document.dispatchEvent(new CustomEvent('announce', { detail: button.dataset.copied }));
        button.textContent = button.dataset.copied;
      }
    });
  });
})();
