// Suggestions while one types, also Chinese: input[data-typeahead="url"].
// data-typeahead-value names the id of a hidden input that takes the chosen value.
// GET url?q=… answers with <li role="option" data-value data-text>…</li> lines.
// What stands there when nothing matches is in data-none of the script's own element;
// with data-typeahead-quiet nothing does: what one types may well be new.
// Without this script it is a plain text input.
(function () {
  'use strict';
  const WAIT = 150;
  const NONE = document.currentScript.dataset.none || '';
  const OPTION = '[role="option"]:not([aria-disabled])';
  const state = new WeakMap();
  let serial = 0;

  function of(input) {
    if (!state.has(input)) {
      state.set(input, prepare(input));
    }
    return state.get(input);
  }

  function prepare(input) {
    serial += 1;
    const list = document.createElement('ul');
    list.id = 'typeahead-' + serial;
    list.className = 'typeahead-list';
    list.setAttribute('role', 'listbox');
    list.setAttribute('aria-label', input.labels && input.labels.length ? input.labels[0].textContent.trim() : '');
    list.hidden = true;
    input.parentElement.classList.add('typeahead');
    input.insertAdjacentElement('afterend', list);
    input.setAttribute('role', 'combobox');
    input.setAttribute('aria-autocomplete', 'list');
    input.setAttribute('aria-expanded', 'false');
    input.setAttribute('aria-controls', list.id);
    input.setAttribute('autocomplete', 'off');
    list.addEventListener('mousedown', (event) => event.preventDefault());
    list.addEventListener('click', (event) => {
      const option = event.target.closest(OPTION);
      if (option) {
        choose(input, option);
      }
    });
    return {list, timer: 0, asked: 0, composing: false};
  }

  function hidden(input) {
    return document.getElementById(input.dataset.typeaheadValue || '');
  }

  function close(input) {
    const own = of(input);
    clearTimeout(own.timer);
    own.asked += 1;
    own.list.hidden = true;
    own.list.textContent = '';
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  }

  function ask(input) {
    const own = of(input);
    const text = input.value.trim();
    if (!text) {
      close(input);
      return;
    }
    own.asked += 1;
    const mine = own.asked;
    const url = new URL(input.dataset.typeahead, window.location.href);
    url.searchParams.set('q', text);
    fetch(url.href, {credentials: 'same-origin', headers: {'X-Requested-With': 'fetch'}})
      .then((response) => response.text().then((html) => {
        if (mine === own.asked) {
          show(input, response.ok ? html : '', response.ok && !response.redirected);
        }
      }))
      .catch(() => close(input));
  }

  // Nothing is said of an answer that did not come.
  function show(input, html, answered) {
    const own = of(input);
    const nothing = answered && input.dataset.typeaheadQuiet === undefined ? NONE : '';
    own.list.innerHTML = html;
    const options = own.list.querySelectorAll(OPTION);
    options.forEach((option, index) => {
      option.id = own.list.id + '-' + index;
      option.setAttribute('aria-selected', 'false');
    });
    if (!options.length && nothing) {
      const line = document.createElement('li');
      line.className = 'typeahead-none';
      line.setAttribute('role', 'option');
      line.setAttribute('aria-disabled', 'true');
      line.textContent = nothing;
      own.list.append(line);
      document.dispatchEvent(new CustomEvent('announce', {detail: nothing}));
    }
    own.list.hidden = !own.list.firstElementChild;
    input.setAttribute('aria-expanded', String(options.length > 0));
    input.removeAttribute('aria-activedescendant');
  }

  function move(input, step) {
    const own = of(input);
    const options = Array.from(own.list.querySelectorAll(OPTION));
    if (own.list.hidden || !options.length) {
      ask(input);
      return;
    }
    const at = options.findIndex((option) => option.getAttribute('aria-selected') === 'true');
    const next = at < 0 && step < 0 ? options.length - 1 : (at + step + options.length) % options.length;
    options.forEach((option, index) => option.setAttribute('aria-selected', String(index === next)));
    options[next].scrollIntoView({block: 'nearest'});
    input.setAttribute('aria-activedescendant', options[next].id);
  }

  function choose(input, option) {
    const target = hidden(input);
    input.value = option.dataset.text || option.textContent.trim();
    if (target) {
      target.value = option.dataset.value;
    }
    close(input);
    input.dispatchEvent(new CustomEvent('typeahead:chosen', {bubbles: true, detail: Object.assign({}, option.dataset)}));
    input.dispatchEvent(new Event('change', {bubbles: true}));
  }

  function typed(input) {
    const own = of(input);
    const target = hidden(input);
    if (target) {
      target.value = '';
    }
    clearTimeout(own.timer);
    own.timer = setTimeout(() => ask(input), WAIT);
  }

  function on(name, act) {
    document.addEventListener(name, (event) => {
      if (event.target instanceof HTMLInputElement && event.target.dataset.typeahead) {
        act(event.target, event);
      }
    });
  }
  on('focusin', of);
  on('focusout', close);
  on('compositionstart', (input) => {
    of(input).composing = true;
  });
  on('compositionend', (input) => {
    of(input).composing = false;
    typed(input);
  });
  on('input', (input, event) => {
    if (!event.isComposing && !of(input).composing) {
      typed(input);
    }
  });
  on('keydown', (input, event) => {
    if (event.isComposing || event.keyCode === 229) {
      return;
    }
    const own = of(input);
    const chosen = own.list.querySelector('[aria-selected="true"]');
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      move(input, event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Enter' && !own.list.hidden && chosen) {
      event.preventDefault();
      choose(input, chosen);
    } else if (event.key === 'Escape' && !own.list.hidden) {
      event.stopPropagation();
      close(input);
    }
  });
})();
