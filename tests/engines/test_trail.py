"""The mathematics of the trail: bytes, hashes, the tree of RFC 6962."""

import hashlib
import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiodialoog.engines import trail
from regiodialoog.engines.strict_json import BadInput, read
from regiodialoog.engines.trail import NotCanonical, canonical

WHOLE = st.integers(-trail.LARGEST, trail.LARGEST)
TEXT = st.text(st.characters(exclude_categories=["Cs"]))
JSON = st.recursive(
    st.none() | st.booleans() | WHOLE | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abcé", max_size=3), inner, max_size=4),
    max_leaves=12,
)
# The eight entries of Certificate Transparency's own tests, and the roots over the first 0, 1, … 8 of them
# (github.com/google/certificate-transparency, merkletree/merkle_tree_test.cc).
ENTRIES = [
    bytes.fromhex(entry)
    for entry in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def by_the_letter(entries):
    """RFC 6962, 2.1, as it is written there."""
    if not entries:
        return hashlib.sha256(b"").digest()
    if len(entries) == 1:
        return hashlib.sha256(b"\x00" + entries[0]).digest()
    k = 1 << (len(entries) - 1).bit_length() - 1
    return hashlib.sha256(b"\x01" + by_the_letter(entries[:k]) + by_the_letter(entries[k:])).digest()


@pytest.mark.parametrize("n", range(9))
def test_the_roots_are_the_published_ones(n):
    assert trail.root(ENTRIES[:n]) == ROOTS[n]


@given(st.lists(st.binary(max_size=4), max_size=70), st.integers(0, 70))
def test_a_tree_that_grows_in_parts_has_the_root_of_the_definition(entries, cut):
    grown = trail.Tree(0, ()).grown(entries[:cut])
    again = trail.Tree(grown.size, grown.peaks).grown(entries[cut:])
    assert again.root() == by_the_letter(entries).hex()
    assert again.size == len(entries)


@pytest.mark.parametrize(("size", "peaks"), [(1, []), (0, ["00" * 32]), (3, ["00" * 32]), (1, ["00"]), (-1, [])])
def test_a_tree_that_cannot_be_is_refused(size, peaks):
    with pytest.raises(ValueError, match="subtrees"):
        trail.Tree(size, peaks)


def test_canonical_json_looks_like_this():
    value = {"é": ["\u0065\u0301", 'a"\\\n\x01/'], "Z": None, "a": True, "\U0001f600": -1, "\uffee": 0}
    assert canonical(value).decode() == (
        '{"Z":null,"a":true,"é":["é","a\\"\\\\\\n\\u0001/"],"\uffee":0,"\U0001f600":-1}'
    ), "keys by code point, not by UTF-16"


@given(JSON)
def test_canonical_json_reads_back_and_is_one_of_a_kind(value):
    once = canonical(value)
    back = read(once, file="x")
    assert canonical(back) == once
    assert unicodedata.is_normalized("NFC", once.decode())
    assert json.loads(once) == back


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        float("nan"),
        {"a": [0.5]},
        {1: 2},
        {"é": 1, "\u0065\u0301": 2},
        2**53,
        "\ud800",
        {"\udfff": 1},
        b"x",
        {1, 2},
    ],
)
def test_what_has_no_canonical_form_is_refused(value):
    with pytest.raises(NotCanonical):
        canonical(value)


def test_a_line_names_the_line_before_it_and_is_hashed_as_a_whole():
    line = trail.make_line(
        n=1, at="2026-09-14T10:00:00Z", kind="a.b", subject="a:1", actor_role="bureau", data={"x": 1}, prev=trail.START
    )
    assert set(line) == {"n", "at", "kind", "subject", "actor_role", "data", "prev", "sha256"}
    body = (
        '{"actor_role":"bureau","at":"2026-09-14T10:00:00Z","data":{"x":1},"kind":"a.b","n":1,'
        f'"prev":"{"0" * 64}","subject":"a:1"}}'
    )
    assert line["sha256"] == hashlib.sha256(body.encode()).hexdigest()
    other = trail.make_line(**{k: v for k, v in line.items() if k != "sha256"}, text="ab" * 32)
    assert other["text_sha256"] == "ab" * 32
    assert other["sha256"] != line["sha256"]


def test_a_text_is_hashed_with_its_salt_in_front():
    salt = bytes(range(32))
    assert trail.text_sha256(salt, "cafe\u0301") == hashlib.sha256(salt + "café".encode()).hexdigest()
    with pytest.raises(ValueError, match="32"):
        trail.text_sha256(b"short", "x")
    with pytest.raises(NotCanonical):
        trail.text_sha256(salt, "\ud800")


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b'{"a": }', (1, 7)),
        (b'{"a": 1,\n "b": 1.5}', (2, 7)),
        (b'{"x": "1.5", "b":\n 1e3}', (2, 2)),
        (b'["1.5", NaN]', (1, 9)),
        (b'{"a":1,\n"\xc3\xa9": [1], "\xc3\xa9": 2}', (2, 11)),
        (b"[9007199254740993]", (1, 2)),
        (b'["\xc3\xa9\xff"]', (1, 4)),
        (b"[" + b"9" * 5000 + b"]", (1, 2)),
        (b"[" * 100_000, (1, 1)),
        (b"", (1, 1)),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(data, place):
    with pytest.raises(BadInput) as refused:
        read(data, file="f")
    assert (refused.value.line, refused.value.column) == place
    assert str(refused.value).startswith("f, line")
