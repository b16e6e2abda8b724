// Keeps a draft on the server while one types: form[data-autosave="url"].
// The text never leaves the page before the server has it; a failure is said and tried again.
// The server answers 2xx with JSON, every key optional:
// {"saved_at": "14:05", "url": next address to post to, "fields": {"name": "value"}}.
// 403 with {"csrf": "…"}: signed in again in another window; the save goes on with that token.
// A field named sequence rises with everything sent, so that the server can tell what is older:
// a save that comes after the submit it was overtaken by, or from another window (409).
(function () {
  'use strict';
  const WAIT = 1000;
  const AGAIN = [3000, 10000, 30000];

  function start(form) {
    const status = form.querySelector('[data-autosave-status]') || document.querySelector('[data-autosave-status]');
    let dirty = false;
    let busy = false;
    let composing = false;
    let timer = 0;
    let failures = 0;
    let inFlight = null;
    let renewed = false;

    function say(text, failed) {
      status.textContent = text;
      status.classList.toggle('is-failed', failed);
    }

    function count() {
      const sequence = form.elements.sequence;
      if (sequence) {
        sequence.value = String(Number(sequence.value) + 1);
      }
    }

    function body() {
      count();
      const data = new FormData(form);
      Array.from(data.entries()).forEach(([name, value]) => {
        if (value instanceof File) {
          data.delete(name);
        }
      });
      return data;
    }

    function accept(answer) {
      if (answer.url) {
        form.dataset.autosave = answer.url;
      }
      Object.keys(answer.fields || {}).forEach((name) => {
        form.elements[name].value = answer.fields[name];
      });
      const now = new Date();
      const time = answer.saved_at || now.toTimeString().slice(0, 5);
      say(status.dataset.saved + ' ' + time, false);
    }

    function fail(text) {
      dirty = true;
      form.dataset.unsaved = '1';
      say(text, true);
      plan(AGAIN[Math.min(failures, AGAIN.length - 1)]);
      failures += 1;
    }

    function plan(wait) {
      clearTimeout(timer);
      timer = setTimeout(save, wait);
    }

    function save() {
      clearTimeout(timer);
      if (!dirty || composing) {
        return;
      }
      if (busy) {
        plan(WAIT);
        return;
      }
      busy = true;
      dirty = false;
      say(status.dataset.saving, false);
      const controller = new AbortController();
      inFlight = controller;
      fetch(form.dataset.autosave, {
        method: 'POST',
        body: body(),
        credentials: 'same-origin',
        signal: controller.signal,
        redirect: 'error',
        headers: {Accept: 'application/json', 'X-Requested-With': 'fetch'},
      }).then((response) => {
        busy = false;
        if (response.status === 403 && !renewed) {
          renewed = true;
          return response.json().then((answer) => {
            form.elements.csrfmiddlewaretoken.value = answer.csrf;
            dirty = true;
            save();
          });
        }
        renewed = false;
        if (response.status === 401 || response.status === 403) {
          fail(status.dataset.signedOut);
          return null;
        }
        if (response.status === 409) {
          dirty = true;
          say(status.dataset.newer, true);
          return null;
        }
        if (!response.ok) {
          fail(status.dataset.failed);
          return null;
        }
        return response.text().then((text) => {
          failures = 0;
          if (!dirty) {
            delete form.dataset.unsaved;
          }
          accept(text ? JSON.parse(text) : {});
        });
      }).catch(() => {
        busy = false;
        if (!controller.signal.aborted) {
          fail(status.dataset.failed);
        }
      });
    }

    form.addEventListener('compositionstart', () => {
      composing = true;
    });
    form.addEventListener('compositionend', () => {
      composing = false;
      plan(WAIT);
    });
    form.addEventListener('input', () => {
      dirty = true;
      form.dataset.unsaved = '1';
      plan(WAIT);
    });
    form.addEventListener('change', () => {
      dirty = true;
      plan(WAIT);
    });
    form.addEventListener('focusout', () => plan(0));
    form.addEventListener('submit', () => {
      dirty = false;
      clearTimeout(timer);
      if (inFlight) {
        inFlight.abort();
      }
      count();
    });
    window.addEventListener('online', save);
    window.addEventListener('pagehide', () => {
      if (dirty) {
        navigator.sendBeacon(form.dataset.autosave, body());
      }
    });
  }

  document.querySelectorAll('form[data-autosave]').forEach(start);
})();
