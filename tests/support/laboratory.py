"""A page beside the one that is examined, with the same document in it as it stands now. What is loaded into it to
examine with stays there, and is quick from the second document on: to load it into every page takes longer than to
use it.
"""

from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page

_BLANK = "<!doctype html><html><head></head><body></body></html>"
# The document as text, with what was ticked and chosen since it came.
_TAKEN = r"""() => {
    const copy = document.documentElement.cloneNode(true);
    const [real, copied] = [document, copy].map(one => [...one.querySelectorAll('input, option')]);
    real.forEach((one, n) => {
        if (one.localName === 'option') copied[n].toggleAttribute('selected', one.selected);
        else copied[n].toggleAttribute('checked', one.checked);
    });
    return copy.outerHTML;
}"""
# Scripts do not run again: what they did stands in the document. Style sheets that are there already stay.
_PUT = r"""async html => {
    const next = new DOMParser().parseFromString(html, 'text/html');
    const root = document.documentElement;
    for (const {name} of [...root.attributes]) root.removeAttribute(name);
    for (const {name, value} of next.documentElement.attributes) root.setAttribute(name, value);
    const styles = one => [...one.querySelectorAll('link[rel=stylesheet], style')].map(each => each.outerHTML).join('');
    document.body.replaceWith(document.adoptNode(next.body));
    if (styles(document.head) === styles(next.head)) {
        document.title = next.title;
    } else {
        document.head.replaceWith(document.adoptNode(next.head));
        const sheets = [...document.head.querySelectorAll('link[rel=stylesheet]')];
        await Promise.all(sheets.map(one => one.sheet || new Promise(done => one.onload = one.onerror = done)));
        await document.fonts.ready;
    }
    window.scrollTo(0, 0);
    for (const name of Object.keys(window).filter(each => each.startsWith('rd'))) delete window[name];
}"""

_pages: dict[Browser, tuple[str, Page]] = {}


def in_laboratory(page: Page) -> Page:
    """The page beside, showing what this one shows; nobody else may want it at the same time."""
    parts = urlsplit(page.url)
    site = f"{parts.scheme}://{parts.netloc}"
    browser = page.context.browser
    assert browser is not None
    known, beside = _pages.get(browser) or ("", browser.new_context(reduced_motion="reduce").new_page())
    if known != site:
        address = f"{site}/laboratory"
        beside.route(address, lambda route: route.fulfill(body=_BLANK, content_type="text/html; charset=utf-8"))
        beside.goto(address)
        beside.unroute(address)
        _pages[browser] = (site, beside)
    beside.evaluate(_PUT, page.evaluate(_TAKEN))
    return beside
