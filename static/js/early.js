// Before the first paint: scripts are on, and the menu stays as the person left it.
(function () {
  'use strict';
  var root = document.documentElement;
  root.classList.add('js');
  if (localStorage.getItem('menu') === 'folded') {
    root.classList.add('menu-folded');
  }
})();
