// Keys for links, buttons and fields: data-key="c" data-key-label="确认". `?` lists them.
// data-key-focus: the key leads to a button without pressing it.
// [data-keys-list] with [data-key-item] links: j and k walk; with data-keys-follow they open too.
// None fires while one types or composes. Single keys can be switched off (WCAG 2.1.4).
(function () {
  'use strict';
  const panel = document.getElementById('keys');
  const opener = document.querySelector('[data-keys-open]');
  if (!panel || !opener) {
    return;
  }
  const off = () => localStorage.getItem('keys') === 'off';
  let before = null;

  function typing(target) {
    return target.isContentEditable || /^(SELECT|TEXTAREA)$/.test(target.tagName)
      || (target.tagName === 'INPUT' && !/^(checkbox|radio|button|submit|reset)$/.test(target.type));
  }

  function shown(element) {
    return element.offsetParent !== null && element.getAttribute('aria-disabled') !== 'true';
  }

  function line(key, text) {
    const term = document.createElement('dt');
    const mark = document.createElement('kbd');
    mark.textContent = key;
    term.appendChild(mark);
    const description = document.createElement('dd');
    description.textContent = text;
    return [term, description];
  }

  function open() {
    const list = panel.querySelector('dl');
    list.textContent = '';
    const lines = [line('?', panel.dataset.list)];
    if (document.querySelector('[data-keys-list]')) {
      lines.push(line('j', panel.dataset.next), line('k', panel.dataset.previous));
    }
    document.querySelectorAll('[data-key]').forEach((element) => {
      if (shown(element)) {
        lines.push(line(element.dataset.key, element.dataset.keyLabel || element.textContent.trim()));
      }
    });
    lines.forEach((pair) => pair.forEach((part) => list.appendChild(part)));
    panel.querySelector('[data-keys-off]').checked = off();
    before = document.activeElement;
    panel.hidden = false;
    opener.setAttribute('aria-expanded', 'true');
    panel.querySelector('h2').focus();
  }

  function close() {
    panel.hidden = true;
    opener.setAttribute('aria-expanded', 'false');
    if (before) {
      before.focus();
    }
  }

  function walk(step) {
    const list = document.querySelector('[data-keys-list]');
    const items = list ? Array.from(list.querySelectorAll('[data-key-item]')).filter(shown) : [];
    if (!items.length) {
      return;
    }
    let at = items.indexOf(document.activeElement);
    if (at < 0) {
      at = items.findIndex((item) => item.getAttribute('aria-current'));
    }
    const next = at < 0 ? 0 : Math.min(items.length - 1, Math.max(0, at + step));
    items[next].focus();
    if (list.hasAttribute('data-keys-follow') && next !== at) {
      items[next].click();
    }
  }

  function act(key) {
    const element = Array.from(document.querySelectorAll('[data-key]'))
      .find((candidate) => candidate.dataset.key === key && shown(candidate));
    if (!element) {
      return false;
    }
    // What can't be undone is only focused: Enter does it.
    if (typing(element) || element.hasAttribute('data-key-focus')) {
      element.focus();
    } else {
      element.click();
    }
    return true;
  }

  document.addEventListener('keydown', (event) => {
    if (event.isComposing || event.keyCode === 229 || event.altKey || event.metaKey || event.defaultPrevented) {
      return;
    }
    if (event.key === 'Escape' && !panel.hidden) {
      close();
    } else if (event.ctrlKey) {
      if (act('Ctrl+' + event.key)) {
        event.preventDefault();
      }
    } else if (!typing(event.target) && !off()) {
      if (event.key === '?') {
        open();
      } else if (event.key === 'j' || event.key === 'k') {
        walk(event.key === 'j' ? 1 : -1);
      } else if (event.key === 'Enter' || event.key === ' ' || !act(event.key)) {
        return;
      }
      event.preventDefault();
    }
  });

  opener.addEventListener('click', () => (panel.hidden ? open() : close()));
  panel.querySelector('[data-keys-close]').addEventListener('click', close);
  panel.querySelector('[data-keys-off]').addEventListener('change', (event) => {
    localStorage.setItem('keys', event.target.checked ? 'off' : 'on');
  });
  // The current item of a list follows what was opened.
  document.addEventListener('click', (event) => {
    const item = event.target.closest('[data-key-item]');
    const list = item && item.closest('[data-keys-follow]');
    if (list) {
      list.querySelectorAll('[data-key-item][aria-current]').forEach((other) => other.removeAttribute('aria-current'));
      item.setAttribute('aria-current', 'true');
    }
  });
})();
