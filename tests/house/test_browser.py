"""The browser tells on a page: each kind of fault is seen to fail."""

import pytest

from tests.support.browser import (
    MEASURING,
    NARROW,
    RULES,
    WIDE,
    Kinds,
    Watch,
    axe_faults,
    check_accessible,
    check_colours,
)
from tests.support.html import problems

pytestmark = pytest.mark.browser
GOOD = (
    '<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>x</title></head>'
    "<body><main>%s</main></body></html>"
)

RICH = """
<a href="#a">Naar de inhoud</a><h1 id="a">a</h1><p>Lees <a href="/b">dit</a> nog eens.</p>
<form action="/x"><label for="q">Zoek</label><input id="q"><label for="s">Kies</label><select id="s"><option>a</select>
<button aria-label="Zoek nu">Zoek</button></form>
<table><tr><td>a<td>b<td>c</table><table><caption>a</caption><tr><th>a<th>b<tr><td>c<td>d</table>
<details><summary>Meer</summary>a</details><svg width="900" height="9" role="img" aria-label="a"></svg>
"""
# The rules during which the page is asked for a measure, each run alone.
WHO_MEASURES = """async tags => {
    const found = new Set();
    let rule = '';
    for (const [of, names] of [
        [Element.prototype, ['getBoundingClientRect', 'getClientRects', 'scrollWidth', 'scrollHeight', 'clientWidth']],
        [HTMLElement.prototype, ['offsetWidth', 'offsetHeight']],
        [Range.prototype, ['getBoundingClientRect', 'getClientRects']],
        [Document.prototype, ['elementFromPoint', 'elementsFromPoint']],
        [CSSStyleDeclaration.prototype, ['getPropertyValue']],
    ]) for (const name of names) {
        const was = Object.getOwnPropertyDescriptor(of, name);
        const told = what => function (...given) {
            // Whether an element shows at all is asked of the style, too; that is no measure.
            const measure = name !== 'getPropertyValue' || /^(width|height|position|font-size)/.test(given[0]);
            if (measure) found.add(rule);
            return what.apply(this, given);
        };
        Object.defineProperty(of, name, was.get ? {...was, get: told(was.get)} : {...was, value: told(was.value)});
    }
    for (const {ruleId, tags: of} of axe.getRules(tags)) {
        if (of.includes('experimental')) continue;
        rule = ruleId;
        await axe.run(document, {runOnly: {type: 'rule', values: [rule]}, resultTypes: ['violations']});
    }
    return [...found];
}"""


@pytest.fixture
def raw(browser):
    """A page that nobody watches, so that it may misbehave."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def show(page, body: str, policy: str = "default-src 'self'"):
    headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy}
    page.route("http://127.0.0.1:9/**", lambda route: route.fulfill(body=GOOD % body, headers=headers))
    page.goto("http://127.0.0.1:9/pagina")


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ('<h1 style="color: red">a</h1>', "style"),
        ("<h1>a</h1><script>alert(1)</script>", "script"),
        ('<h1>a</h1><img alt="" src="http://10.0.0.1/a.png">', "left the site"),
    ],
)
def test_what_the_policy_refuses_is_a_fault(raw, body, fault):
    watch = Watch(raw)
    show(raw, body)
    assert any(fault in found for found in watch.faults), watch.faults
    with pytest.raises(AssertionError, match="The browser complained"):
        watch.check()


def test_an_uncaught_error_is_a_fault(raw):
    watch = Watch(raw)
    show(raw, "<h1>a</h1>")
    raw.evaluate("setTimeout(() => { throw new Error('broken') }, 0)")
    raw.wait_for_timeout(50)
    assert any("broken" in found for found in watch.faults)


def test_axe_comes_in_while_the_policy_stays_on(raw):
    show(raw, '<h1>a</h1><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">', "default-src 'none'; img-src data:")
    assert any(fault.startswith("image-alt") for fault in axe_faults(raw))


@pytest.mark.parametrize(
    ("body", "new"),
    [
        ('<h1>b</h1><a href="/b" class="x">b</a>', False),  # other words, another address
        ('<h1>a</h1><a href="/a" class="x">a</a><a href="/b" class="x">b</a>', False),  # the same twice
        ('<h1>a</h1><a href="/a" class="y">a</a>', True),
        ('<h1>a</h1><a href="/a" class="x"></a>', True),
        ('<h1>a</h1><a href="/a" class="x" aria-label="">a</a>', True),
        ('<h1>a</h1><a href="/a" class="x" aria-current="page">a</a>', True),
        ('<h1>a</h1><p><a href="/a" class="x">a</a></p>', True),
        ('<h1>a</h1><a href="/a" class="x">a</a></main><footer>c</footer><main>', True),
    ],
)
def test_a_page_of_a_known_kind_has_nothing_that_axe_did_not_see(raw, body, new, tmp_path):
    kinds = Kinds(tmp_path / "kinds")
    show(raw, '<h1>a</h1><a href="/a" class="x">a</a>')
    assert kinds.new_places(raw)
    show(raw, body)
    assert bool(kinds.new_places(raw)) == new
    assert not kinds.new_places(raw)


def test_of_a_known_page_axe_looks_at_what_is_new(raw, tmp_path):
    kinds = Kinds(tmp_path / "kinds")
    nameless = "<p>Een zin</p><ul><li><button></button></li></ul>"
    show(raw, f"<h1>a</h1>{nameless}")
    with pytest.raises(AssertionError, match="button-name"):
        kinds.check(raw, "theme")
    kinds.check(raw, "theme")
    show(raw, f'<h1>a</h1>{nameless}<p class="b"><a href="/a"></a></p>')
    with pytest.raises(AssertionError, match="link-name") as found:
        kinds.check(raw, "theme")
    assert "button-name" not in str(found.value)


def test_what_did_not_show_before_is_new(raw, tmp_path):
    kinds = Kinds(tmp_path / "kinds")
    folded = "<h1>a</h1><details><summary>b</summary><button></button></details>"
    show(raw, folded)
    kinds.check(raw, "theme")
    show(raw, folded.replace("<details", "<details open"))
    with pytest.raises(AssertionError, match="button-name"):
        kinds.check(raw, "theme")


def test_axe_looks_at_a_page_of_a_new_address_as_a_whole(raw, tmp_path):
    """Though no element in it is new: whether a page has a main part, say, is told by all of it."""
    kinds = Kinds(tmp_path / "kinds")
    show(raw, "<h1>a</h1><p>a</p>")
    kinds.check(raw, "theme")
    raw.evaluate("document.querySelector('h1').remove()")
    kinds.new_places(raw)
    with pytest.raises(AssertionError, match="page-has-heading-one"):
        kinds.check(raw, "group")


def test_what_was_ticked_and_what_scripts_did_stands_in_the_page_that_axe_looks_at(raw):
    style = "input ~ p { display: none } input:checked ~ p { display: block }"
    policy = "style-src 'unsafe-inline'"
    show(raw, f"<h1>a</h1><style>{style}</style><label for='a'>a</label><input type='checkbox' id='a'><p>a</p>", policy)
    raw.evaluate("document.querySelector('p').append(document.createElement('button'))")
    check_accessible(raw)
    raw.get_by_role("checkbox").check()
    with pytest.raises(AssertionError, match="button-name"):
        check_accessible(raw)


def test_a_page_wider_than_the_window_is_a_fault(raw):
    show(raw, '<h1>a</h1><svg width="900" height="9" role="img" aria-label="a"></svg>')
    with pytest.raises(AssertionError, match="wider than the window"):
        check_accessible(raw)


def test_no_other_rule_of_axe_measures_than_those_that_are_asked_at_both_widths(raw):
    show(raw, RICH)
    axe_faults(raw)
    measuring = set()
    for size in (WIDE, NARROW):
        raw.set_viewport_size(size)
        measuring |= set(raw.evaluate(WHO_MEASURES, RULES))
    assert {"color-contrast", "target-size", "label"} <= measuring <= set(MEASURING), measuring


@pytest.mark.parametrize("edge", ["max", "min"])
def test_what_shows_at_one_width_only_is_examined_there(raw, edge):
    """By every rule: that a button has no name does not depend on any measure."""
    style = f"@media({edge}-width:600px) {{ b {{ display: none }} }}"
    policy = "style-src 'unsafe-inline'"
    show(raw, f"<h1>a</h1><style>{style}</style><b><button aria-label='a'>a</button></b>", policy)
    check_accessible(raw)
    show(raw, f"<h1>a</h1><style>{style}</style><b><button></button></b>", policy)
    with pytest.raises(AssertionError, match="button-name"):
        check_accessible(raw)


@pytest.mark.parametrize("check", [check_accessible, check_colours])
@pytest.mark.parametrize("edge", ["max", "min"])
def test_a_colour_too_weak_at_one_width_only_is_found(raw, check, edge):
    """Though the same elements show at both."""
    style = f"@media({edge}-width:600px) {{ p {{ color: #ccc; background: #fff }} }}"
    for body in ("<h1>a</h1><p>Een zin</p>", f"<h1>a</h1><style>{style}</style><p>Een zin</p>"):
        show(raw, body, "style-src 'unsafe-inline'")
        if "style" not in body:
            check(raw)
    with pytest.raises(AssertionError, match=f"at {NARROW['width'] if edge == 'max' else WIDE['width']} px: color-con"):
        check(raw)


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("", "h1"),
        ("<h1>a</h1><h1>b</h1>", "2 h1"),
        ("<h1>a</h1><h3>b</h3>", "no level may be left out"),
        ('<h1>a</h1><input id="q" name="q">', "'q' has no label"),
        ('<h1>a</h1><form method="post" action="/x"><button>Ja</button></form>', "no csrf_token"),
        ('<h1>a</h1><form method="post" action="/x"><button>Ja</button></form>', "no idempotency_key"),
        ('<h1 onclick="a()">a</h1>', "no code in attributes"),
        ('<h1 style="margin:0">a</h1>', "inline style"),
        ('<h1>a</h1><p id="a">a</p><p id="a">b</p>', "2 times"),
        ('<h1>a</h1><a href="#weg">a</a>', "nowhere on the page"),
        ('<h1>a</h1><a href="/x"></a>', "without words"),
        ("<h1>a</h1><ul><p>a</p></ul>", "not permitted as content under <ul>"),
        ("<h1>a</h1><p><div>a</div></p>", "Stray end tag"),
    ],
)
def test_the_page_checker_finds(body, fault):
    assert any(fault in found for found in problems(GOOD % body)), problems(GOOD % body)


def test_the_page_checker_lets_a_good_page_pass():
    form = '<form action="/zoeken"><label for="q">Zoek</label> <input id="q" name="q" type="search"></form>'
    assert problems(GOOD % f"<h1>a</h1><h2>b</h2>{form}") == []


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_page_that_is_not_there_is_a_good_page(page, live_server):
    page.goto(f"{live_server.url}/bestaat-niet")
    assert page.locator("h1").count() == 1
    assert problems(page.request.get(f"{live_server.url}/bestaat-niet").text()) == []
    check_accessible(page)
