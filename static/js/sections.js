// The section index of an entry page marks the section in view: nav[data-sections] with #links.
(function () {
  'use strict';
  const index = document.querySelector('[data-sections]');
  if (!index) {
    return;
  }
  const links = Array.from(index.querySelectorAll('a[href^="#"]'));
  const visible = new Set();
  function mark() {
    const first = links.find((link) => visible.has(link.hash.slice(1)));
    links.forEach((link) => {
      if (link === first) {
        link.setAttribute('aria-current', 'true');
      } else if (first) {
        link.removeAttribute('aria-current');
      }
    });
  }
  const watcher = new IntersectionObserver((entries) => {
    entries.forEach((entry) => {
      if (entry.isIntersecting) {
        visible.add(entry.target.id);
      } else {
        visible.delete(entry.target.id);
      }
    });
    mark();
  }, {rootMargin: '-15% 0px -45% 0px'});
  links.forEach((link) => {
    const section = document.getElementById(link.hash.slice(1));
    if (!section) {
      return;
    }
    watcher.observe(section);
    if (section.querySelector('.has-error')) {
      link.classList.add('has-error');
    }
  });
})();
