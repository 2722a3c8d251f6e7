"""Quotas and pools as CSV: read from any spreadsheet, refused with every fault named, written without formulas."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiodialoog.engines.sortition.files import (
    BadFiles,
    read_both,
    read_pool,
    read_quotas,
    read_table,
    write_pool,
    write_quotas,
)
from regiodialoog.engines.sortition.people import Person, Quota
from regiodialoog.engines.strict_json import BadInput

QUOTAS = b"feature,value,min,max\nage,young,1,2\nage,old,1,3\n"
POOL = b"id,age,note\na,young,x\nb,old,y\n"
AGES = [Quota("age", "young", 1, 2), Quota("age", "old", 1, 3)]


def faults(read, *arguments, **more) -> list[str]:
    with pytest.raises(BadFiles) as found:
        read(*arguments, **more)
    return [str(fault) for fault in found.value.faults]


def quota_faults(text: str) -> list[str]:
    return faults(read_quotas, text.encode(), file="q.csv")


def pool_faults(text: str, **more) -> list[str]:
    return faults(read_pool, text.encode(), AGES, file="p.csv", **more)


def test_quotas_and_pool_are_read():
    assert read_quotas(QUOTAS, file="q.csv") == (AGES, [])
    assert read_pool(POOL, AGES, file="p.csv") == (("age",), [Person("a", ("young",)), Person("b", ("old",))])


@pytest.mark.parametrize(
    "change",
    [
        lambda text: b"\xef\xbb\xbf" + text,
        lambda text: text.replace(b",", b";"),
        lambda text: text.replace(b",", b"\t"),
        lambda text: text.replace(b"\n", b"\r\n"),
        lambda text: text.replace(b"\n", b"\n\n") + b"\n\n",
        lambda text: text.decode().encode("utf-16"),
        lambda text: text.replace(b"old", b'"old"').replace(b"age", b" age "),
    ],
    ids=["byte order mark", "semicolons", "tabs", "windows", "blank lines", "utf-16", "quoted and spaced"],
)
def test_a_file_of_any_spreadsheet_says_the_same(change):
    assert read_quotas(change(QUOTAS), file="q.csv")[0] == AGES
    assert [p.id for p in read_pool(change(POOL), AGES, file="p.csv")[1]] == ["a", "b"]


def test_the_older_names_of_the_columns_are_read_and_what_is_not_used_is_named():
    old = b"category,feature,min,max,min_flex,max_flex\nage,young,1,2,0,9\nage,old,1,3,0,9\n"
    assert read_quotas(old, file="q.csv") == (AGES, ["min_flex", "max_flex"])


def test_people_without_ids_are_numbered_in_the_order_of_the_file():
    assert [p.id for p in read_pool(b"age\nyoung\nold\n", AGES, file="p.csv")[1]] == ["p1", "p2"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["q.csv, line 1, column 1: the file is empty"]),
        ("feature,value,min\na,b,1\n", ["q.csv, line 1, column 1: there is no column 'max'"]),
        ("feature,value,min,max\n", ["q.csv, line 2, column 1: there is no quota"]),
        ("feature,value,min,max\na,b,3,2\n", ["q.csv, line 2, column 3: min 3 is more than max 2"]),
        ("feature,value,min,max\na,b,x,2\n", ["q.csv, line 2, column 3: 'x' is no whole number from 0"]),
        ("feature,value,min,max\na,b,-1,2\n", ["q.csv, line 2, column 3: '-1' is no whole number from 0"]),
        ("feature,value,min,max\na,b,1,2.5\n", ["q.csv, line 2, column 4: '2.5' is no whole number from 0"]),
        ("feature,value,min,max\na,,1,2\n", ["q.csv, line 2, column 2: value is empty"]),
        ("feature,value,min,max\na,b,1,2\na,b,1,2\n", ["q.csv, line 3, column 2: a 'b' is there twice"]),
        ("feature,value,min,max\na,b,1\n", ["q.csv, line 2, column 4: 3 fields where the header has 4"]),
        ('feature,value,min,max\na,"b,1,2\n', ["q.csv, line 2, column 1: this is not CSV (unexpected end of data)"]),
    ],
)
def test_a_bad_quota_is_named_by_its_place(text, expected):
    assert quota_faults(text) == expected


def test_all_faults_are_told_at_once():
    assert quota_faults("feature,value,min,max\na,b,x,2\na,c,3,1\na,b,1,y\n") == [
        "q.csv, line 2, column 3: 'x' is no whole number from 0",
        "q.csv, line 3, column 3: min 3 is more than max 1",
        "q.csv, line 4, column 4: 'y' is no whole number from 0",
        "q.csv, line 4, column 2: a 'b' is there twice",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("id,age\n", ["p.csv, line 2, column 1: there is nobody in the pool"]),
        ("id,name\na,b\n", ["p.csv, line 1, column 1: there is no column 'age'"]),
        ("id,age\na,young\na,old\n", ["p.csv, line 3, column 1: id 'a' is that of line 2 too"]),
        ("id,age\na,middling\n", ["p.csv, line 2, column 2: age 'middling' has no row in the quotas"]),
        ("id,age\n,young\n", ["p.csv, line 2, column 1: id is empty"]),
        ("id,age,age\na,young,old\n", ["p.csv, line 1, column 3: the column 'age' is there twice"]),
        (f"id,age\n{'a' * 600},young\n", ["p.csv, line 2, column 1: a value of more than 500 characters"]),
    ],
)
def test_a_bad_pool_is_named_by_its_place(text, expected):
    assert pool_faults(text) == expected


def test_a_household_needs_its_column():
    assert pool_faults("id,age\na,young\n", household="home") == ["p.csv, line 1, column 1: there is no column 'home'"]


def test_a_file_that_is_no_utf_8_is_named_by_its_place():
    assert faults(read_quotas, b"feature,value,min,max\nage,\xe9,1,2\n", file="q.csv") == [
        "q.csv, line 2, column 2: this is not UTF-8; save the file as CSV UTF-8"
    ]


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"id,age\n\xe9,young\n", "line 2, column 1"),
        (b"id;age\na;\xe9\n", "line 2, column 2"),
        (b'id,age\n"a,\nb",old\nc,\xe9\n', "line 4, column 2"),
        (b"id,age\na,b\0\n", "line 2, column 2"),
    ],
)
def test_a_column_is_a_cell_of_the_row_whatever_the_fault(data, place):
    (told,) = faults(read_pool, data, AGES, file="p.csv")
    assert told.startswith(f"p.csv, {place}: ")


def test_a_row_of_another_length_hides_nothing_of_the_other_rows():
    assert pool_faults("id,age\na,young\nb,old,x\na,old\n,old\nb,purple\nc\n") == [
        "p.csv, line 3, column 3: 3 fields where the header has 2",
        "p.csv, line 4, column 1: id 'a' is that of line 2 too",
        "p.csv, line 5, column 1: id is empty",
        "p.csv, line 6, column 1: id 'b' is that of line 3 too",
        "p.csv, line 6, column 2: age 'purple' has no row in the quotas",
        "p.csv, line 7, column 2: 1 fields where the header has 2",
    ]


def test_the_faults_of_both_files_are_told_at_once_and_none_that_is_not_there():
    quotas = b"feature,value,min,max\nage,young,x,2\nage,old,1\nage,,1,2\n"
    pool = b"id,age\na,young\na,old\nb,purple\n"
    with pytest.raises(BadFiles) as found:
        read_both(quotas, pool, feature_file="q.csv", pool_file="p.csv", household="home")
    assert [str(fault) for fault in found.value.faults] == [
        "q.csv, line 2, column 3: 'x' is no whole number from 0",
        "q.csv, line 3, column 4: 3 fields where the header has 4",
        "q.csv, line 4, column 2: value is empty",
        "p.csv, line 1, column 1: there is no column 'home'",
        "p.csv, line 3, column 1: id 'a' is that of line 2 too",
        "p.csv, line 4, column 2: age 'purple' has no row in the quotas",
    ]
    assert set(found.value.ids) == {"a", "b"}


def test_quotas_that_cannot_be_read_do_not_make_every_value_of_the_pool_a_fault():
    with pytest.raises(BadFiles) as found:
        read_both(b"feature,value,min\nage,old,1\n", b"id,age\na,old\na,old\n", feature_file="q", pool_file="p")
    assert [fault.file for fault in found.value.faults] == ["q", "p"]


def test_a_value_over_two_lines_leaves_the_numbers_of_later_lines_right():
    assert pool_faults('id,age\n"a\nb",young\nc,middling\n') == [
        "p.csv, line 4, column 2: age 'middling' has no row in the quotas"
    ]


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(data):
    found: list[BadInput] = []
    try:
        read_table(data, file="x.csv")
    except BadFiles as error:
        found = list(error.faults)
    assert all(fault.line >= 1 and fault.column >= 1 for fault in found)


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), min_size=1, max_size=12).map(str.strip)


@given(st.lists(st.tuples(TEXT, TEXT).filter(all), min_size=1, max_size=8, unique_by=lambda row: row[0]))
def test_what_is_written_is_read_unchanged_and_holds_no_formula(rows):
    import unicodedata

    rows = [tuple(unicodedata.normalize("NFC", text).strip() for text in row) for row in rows]
    rows = list({row[0]: row for row in rows}.values())
    quotas = [Quota("=feature", value, 0, 9) for value in dict.fromkeys(value for _person, value in rows)]
    people = [Person(person, (value,)) for person, value in rows]
    again = read_quotas(write_quotas(quotas), file="q.csv")[0]
    written = write_pool(["=feature"], people)
    assert again == quotas
    assert read_pool(written, again, file="p.csv") == (("=feature",), people)
    table = read_table(written.replace(b"'", b"_"), file="p.csv")
    assert not any(value.startswith(("=", "+", "-", "@")) for _line, row in table.rows for value in row.values())
