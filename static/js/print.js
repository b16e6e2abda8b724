// <button type="button" data-print> opens the print dialogue.
(function () {
  'use strict';
  document.addEventListener('click', (event) => {
    if (event.target.closest('[data-print]')) {
      window.print();
    }
  });
})();
