// Folds the menu away and remembers it in this browser.
(function () {
  'use strict';
  const root = document.documentElement;
  const button = document.querySelector('[data-menu-toggle]');
  if (!button) {
    return;
  }
  const tell = () => button.setAttribute('aria-expanded', String(!root.classList.contains('menu-folded')));
  tell();
  button.addEventListener('click', () => {
    const folded = root.classList.toggle('menu-folded');
    localStorage.setItem('menu', folded ? 'folded' : 'open');
    tell();
  });
})();
