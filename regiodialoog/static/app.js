// SPDX-License-Identifier: EUPL-1.2
// Enrichment only: every page works without it.
(function (d, w) {
  'use strict';
  var text = d.body.dataset, store = w.sessionStorage;
  function each(q, f, root) { (root || d).querySelectorAll(q).forEach(f); }
  function on(n, f) { d.addEventListener(n, f); }
  function say(words, shown) {
    var live = d.getElementById('rd-status');
    if (!live || !words) return;
    live.className = shown ? 'rd-toast' : 'rd-vh';
    live.textContent = '';
    setTimeout(function () { live.textContent = words; }, 50);
    if (shown) setTimeout(function () { live.className = 'rd-vh'; }, 12000);
  }

  // What was changed in form[data-keep] and not accepted stays in this tab.
  function key(f) { return 'rd:' + location.pathname + ':' + f.dataset.keep; }
  function fields(f) { return [].filter.call(f.elements, function (e) { return e.name && /^text|date/.test(e.type) && e.autocomplete !== 'off'; }); }
  function save(f) {
    var o = JSON.parse(store.getItem(key(f)) || '{}');
    fields(f).forEach(function (e) {
      if (e.value && (e.value !== e.defaultValue || e.value === o[e.name])) o[e.name] = e.value; else delete o[e.name];
    });
    store.setItem(key(f), JSON.stringify(o));
  }
  function restore(f) {
    var o = JSON.parse(store.getItem(key(f)) || '{}'), back;
    fields(f).forEach(function (e) { var v = o[e.name]; if (v && v !== e.value && e.value === e.defaultValue) { e.value = v; back = 1; } });
    if (back) say(text.restored, true);
  }
  function forget(name) {
    Object.keys(store).forEach(function (k) { if (name ? k === name : /^rd:/.test(k)) store.removeItem(k); });
  }
  try {
    var sent = store.getItem('rd-sent');
    store.removeItem('rd-sent');
    if (sent && !d.querySelector('[data-problem]')) forget(sent);
    each('form[data-keep]', restore);
    on('input', function (e) { var f = e.target.form; if (f && f.dataset.keep) save(f); });
    on('submit', function (e) {
      var f = e.target;
      if ('forget' in f.dataset) forget();
      else if (f.dataset.keep) { save(f); store.setItem('rd-sent', key(f)); }
    });
    on('htmx:afterRequest', function (e) {
      var f = e.detail.elt;
      if (!f.dataset || !f.dataset.keep) return;
      store.removeItem('rd-sent');
      if (e.detail.successful) forget(key(f));
    });
  } catch (_) { /* no storage: nothing is kept */ }

  function reader(b) {
    var voice = w.speechSynthesis, label = b.querySelector('[data-label]'), busy;
    if (!voice || !b.hidden) return;
    b.hidden = false;
    function end() { label.textContent = b.dataset.start; busy = 0; }
    b.addEventListener('click', function () {
      var last;
      voice.cancel();
      if (busy) return end();
      each('h1,h2,h3,p,li,dt,dd,th,td', function (e) {
        if (e.closest('nav,form,.rd-noprint') || e.querySelector('p,li') || !e.offsetParent) return;
        last = new SpeechSynthesisUtterance(e.innerText);
        last.lang = d.documentElement.lang;
        voice.speak(last);
      }, d.querySelector(b.dataset.readAloud));
      if (last) { last.onend = end; label.textContent = b.dataset.stop; busy = 1; }
    });
    w.addEventListener('pagehide', function () { voice.cancel(); });
  }

  function settle(root) {
    var h = d.querySelector('[data-focus]'), a = root && root.querySelector('[data-announce]');
    var t = root ? null : d.querySelector(':target');  // there the browser puts the focus, and we leave it
    if (h) { h.removeAttribute('data-focus'); if (t && !t.contains(h)) say(h.textContent); else h.focus(); }
    if (a) say(a.textContent);
    each('[data-read-aloud]', reader);
  }
  on('htmx:afterSettle', function (e) { settle(e.detail.elt); });
  ['htmx:sendError', 'htmx:timeout', 'htmx:responseError'].forEach(function (n) { on(n, function () { say(text.failed, true); }); });
  settle();
  // How many are chosen follows the boxes.
  function count(p) { var b = p.querySelector('summary .rd-badge'); if (b) b.lastChild.textContent = b.textContent.replace(/\d+/, p.querySelectorAll(':checked').length); }
  each('[data-counts]', count);
  on('change', function (e) { var p = e.target.closest('[data-counts]'); if (p) count(p); });
  // What is left of the dots follows the numbers.
  each('[data-dots]', function (p) {
    var f = p.closest('.rd-form'), o = p.querySelector('[data-dots-left]');
    function left() {
      var n = +p.dataset.dots;
      each('input[type=number]', function (e) { n -= Math.max(+e.value || 0, 0); }, f);
      o.dataset.left = n;
      o.textContent = o.dataset.says + ' ' + n;
    }
    o.hidden = false;
    f.addEventListener('input', left);
    left();
  });
  // Minus and plus beside a number.
  each('[data-step]', function (b) {
    var e = d.getElementById(b.getAttribute('aria-controls')), o = d.querySelector('[data-dots-left]');
    b.hidden = false;
    b.addEventListener('click', function () {
      if (b.dataset.step > 0 && o && o.dataset.left < 1) return say(o.dataset.none, true);
      e[b.dataset.step > 0 ? 'stepUp' : 'stepDown']();
      e.dispatchEvent(new Event('input', { bubbles: true }));
    });
  });
  // A wide table opens at today.
  each('.rd-scroll', function (s) { var n = s.querySelector('th.is-now'); if (n) s.scrollLeft = n.offsetLeft + 2 * n.offsetWidth - s.clientWidth; });
  on('keydown', function (e) { var m = d.querySelector('.rd-menu[open]'); if (m && e.key === 'Escape') { m.open = false; m.firstChild.focus(); } });
})(document, window);
