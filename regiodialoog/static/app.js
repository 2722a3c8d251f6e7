// SPDX-License-Identifier: EUPL-1.2
// Enrichment only: without this file every page works with plain forms and links.
(function (d, w) {
  'use strict';
  var live = d.getElementById('rd-status'), text = d.body.dataset, store = w.sessionStorage;
  function each(q, f, root) { (root || d).querySelectorAll(q).forEach(f); }
  function say(words, shown) {
    if (!live || !words) return;
    live.className = shown ? 'rd-toast' : 'rd-vh';
    live.textContent = '';
    setTimeout(function () { live.textContent = words; }, 50);
    if (shown) setTimeout(function () { live.className = 'rd-vh'; }, 12000);
  }

  // Unsent text stays in this tab until the server has it: <form data-keep="name">.
  function key(f) { return 'rd:' + location.pathname + ':' + f.dataset.keep; }
  function fields(f) { return [].filter.call(f.elements, function (e) { return e.name && /^(text|textarea|search|date)$/.test(e.type) && e.autocomplete !== 'off'; }); }
  function save(f) {
    var o = {};
    fields(f).forEach(function (e) { if (e.value !== e.defaultValue) o[e.name] = e.value; });
    try { Object.keys(o).length ? store.setItem(key(f), JSON.stringify(o)) : store.removeItem(key(f)); } catch (_) { /* full or forbidden */ }
  }
  function restore(f) {
    var o, back = false;
    try { o = JSON.parse(store.getItem(key(f)) || '{}'); } catch (_) { return; }
    fields(f).forEach(function (e) { if (o[e.name] && !e.value) { e.value = o[e.name]; back = true; } });
    if (back) say(text.restored, true);
  }
  function forget(name) {
    Object.keys(store).forEach(function (k) { if (name ? k === name : k.indexOf('rd:') === 0) store.removeItem(k); });
  }
  d.addEventListener('input', function (e) { var f = e.target.form; if (f && f.dataset.keep) save(f); });
  d.addEventListener('submit', function (e) {
    var f = e.target;
    if ('forget' in f.dataset) forget();
    else if (f.dataset.keep) { save(f); try { store.setItem('rd-sent', key(f)); } catch (_) { /* the same */ } }
  });
  d.addEventListener('htmx:afterRequest', function (e) {
    var f = e.detail.elt;
    if (e.detail.successful && f.dataset && f.dataset.keep) forget(key(f));
  });
  try {
    if (store.getItem('rd-sent') && !d.querySelector('[data-problem]')) forget(store.getItem('rd-sent'));
    store.removeItem('rd-sent');
  } catch (_) { store = {}; }

  // The browser's own voice reads a part of the page.
  function reader(b) {
    var voice = w.speechSynthesis, label = b.querySelector('[data-label]');
    if (!voice || b.dataset.ready) return;
    b.dataset.ready = 1; b.hidden = false;
    function end() { label.textContent = b.dataset.start; b.dataset.on = ''; }
    b.addEventListener('click', function () {
      voice.cancel();
      if (b.dataset.on) return end();
      var parts = [];
      each('h1,h2,h3,p,li,dt,dd,th,td,figcaption', function (e) {
        if (!e.closest('nav,form,[hidden],.rd-vh,.rd-noprint') && !e.querySelector('p,li') && e.offsetParent) parts.push(e.innerText);
      }, d.querySelector(b.dataset.readAloud));
      parts.forEach(function (t, i) {
        var u = new SpeechSynthesisUtterance(t);
        u.lang = d.documentElement.lang;
        if (i === parts.length - 1) u.onend = end;
        voice.speak(u);
      });
      label.textContent = b.dataset.stop; b.dataset.on = 1;
    });
    w.addEventListener('pagehide', function () { voice.cancel(); });
  }

  // Also after every swap: focus to the result or the error, words to the status region.
  function settle(root) {
    var h = d.querySelector('[data-focus]'), a = root && root.querySelector && root.querySelector('[data-announce]');
    if (h) { h.removeAttribute('data-focus'); h.focus(); }
    if (a) say(a.textContent);
    each('[data-read-aloud]', reader);
  }
  d.addEventListener('htmx:afterSettle', function (e) { settle(e.detail.elt); });
  ['htmx:sendError', 'htmx:timeout', 'htmx:responseError'].forEach(function (n) {
    d.addEventListener(n, function () { say(text.failed, true); });
  });
  settle();
  each('form[data-keep]', restore);
  // A wide table opens at the column of today.
  each('.rd-scroll', function (s) { var n = s.querySelector('th.is-now'); if (n) s.scrollLeft = n.offsetLeft + 2 * n.offsetWidth - s.clientWidth; });
  // The menu on a phone closes with Escape.
  d.addEventListener('keydown', function (e) { var m = d.querySelector('.rd-menu[open]'); if (m && e.key === 'Escape') { m.open = false; m.firstElementChild.focus(); } });
})(document, window);
