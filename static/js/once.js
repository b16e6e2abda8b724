// One submit per form. The button is not disabled, or its name and value would not be sent.
// A form whose answer is a download opts out with data-many.
(function () {
  'use strict';
  const sending = new Set();

  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== 'post' || form.hasAttribute('data-many')) {
      return;
    }
    if (sending.has(form)) {
      event.preventDefault();
      return;
    }
    sending.add(form);
    setTimeout(() => {
      form.querySelectorAll('button:not([type=button])').forEach((button) => {
        button.setAttribute('aria-disabled', 'true');
        button.classList.add('disabled');
      });
    });
  });

  // Back from the next page: the browser shows this one as it was left.
  window.addEventListener('pageshow', () => {
    sending.forEach((form) => {
      form.querySelectorAll('button[aria-disabled]').forEach((button) => {
        button.removeAttribute('aria-disabled');
        button.classList.remove('disabled');
      });
    });
    sending.clear();
  });
})();
