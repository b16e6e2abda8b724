// Speaks through the live region of the page; shows what a failed htmx request means.
(function () {
  'use strict';
  const region = document.getElementById('announce');

  document.addEventListener('announce', (event) => {
    region.textContent = '';
    // Screen readers skip a text that is replaced within the same turn.
    setTimeout(() => {
      region.textContent = event.detail;
    }, 50);
  });

  function complain(event) {
    const note = document.querySelector('[data-request-failed]');
    const gone = event.detail.xhr && (event.detail.xhr.status === 401 || event.detail.xhr.status === 403);
    note.querySelector('[data-text]').textContent = gone ? note.dataset.signedOut : note.dataset.failed;
    note.hidden = false;
  }
  document.addEventListener('htmx:responseError', complain);
  document.addEventListener('htmx:sendError', complain);
  document.addEventListener('htmx:afterRequest', (event) => {
    if (event.detail.successful) {
      document.querySelector('[data-request-failed]').hidden = true;
    }
  });
})();
