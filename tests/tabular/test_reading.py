"""Tables that people deliver: read whole, or refused with the place and what was expected."""

import csv
import io
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from ivz.tabular.reading import (
    LARGEST_FILE_BYTES,
    LARGEST_WHOLE_NUMBER,
    Column,
    TableRefused,
    decimal_number,
    one_of,
    read_table,
    text,
    whole_number,
)

COLUMNS = {
    "area": Column(parse=one_of({"Almelo": "GM0141", "Borne": "GM0147"}, what="a municipality")),
    "count": Column(parse=whole_number),
    "rate": Column(parse=decimal_number),
    "note": Column(parse=text, is_required=False),
}
GOOD = b"area,count,rate\nAlmelo,203,2.79\nBorne,31,1.40\n"
ROWS = [
    {"line": 2, "area": "GM0141", "count": 203, "rate": Decimal("2.79"), "note": None},
    {"line": 3, "area": "GM0147", "count": 31, "rate": Decimal("1.40"), "note": None},
]


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(GOOD, id="as spreadsheets write it"),
        pytest.param(b"\xef\xbb\xbf" + GOOD, id="with a byte order mark"),
        pytest.param(GOOD.replace(b"\n", b"\r\n"), id="with Windows line ends"),
        pytest.param(GOOD.rstrip(), id="without a last line end"),
        pytest.param(GOOD + b"\n\n", id="with empty lines at the end"),
        pytest.param(GOOD.replace(b"Almelo", b' "Almelo" '.strip()), id="with quotes"),
        pytest.param(b"rate,area,count\n2.79,Almelo,203\n1.40,Borne,31\n", id="in another order"),
    ],
)
def test_a_good_file_is_read(content):
    assert read_table(content, columns=COLUMNS) == ROWS


MISSING = "this column is missing"
NOT_TEXT = "text in UTF-8 (a CSV file)"
TOO_LARGE = "a file of at most 5 MB"
REFUSED = [
    # what is wrong, the file, then line, column and a part of what was expected
    ("nothing in it", b"", [(1, "area", MISSING), (1, "count", MISSING), (1, "rate", MISSING)]),
    ("only a header", b"area,count,rate\n", [(2, "-", "at least one line of data")]),
    ("a missing column", b"area,count\nAlmelo,1\n", [(1, "rate", MISSING)]),
    (
        "an extra column",
        b"area,count,rate,theme\nAlmelo,1,1.0,x\n",
        [(1, "theme", "not expected here")],
    ),
    (
        "a column twice",
        b"area,count,rate,count\nAlmelo,1,1.0,2\n",
        [(1, "count", "each column once")],
    ),
    (
        "semicolons",
        b"area;count;rate\nAlmelo;1;1.0\n",
        [(1, "-", "a comma between the columns")],
    ),
    (
        "a decimal comma",
        b'area,count,rate\nAlmelo,1,"2,79"\n',
        [(2, "rate", "a number with a decimal point such as 2.79, not “2,79”")],
    ),
    (
        "a decimal comma without quotes",
        b"area,count,rate\nAlmelo,1,2,79\n",
        [(2, "-", "as many cells as the header has (3)")],
    ),
    ("a cell too few", b"area,count,rate\nAlmelo,1\n", [(2, "-", "as many cells")]),
    ("thousands", b"area,count,rate\nAlmelo,1.203,1\n", [(2, "count", "not “1.203”")]),
    ("below zero", b"area,count,rate\nAlmelo,1,-1\n", [(2, "rate", "not “-1”")]),
    ("not a number", b"area,count,rate\nAlmelo,1,NaN\n", [(2, "rate", "not “NaN”")]),
    ("a power of ten", b"area,count,rate\nAlmelo,1,1e3\n", [(2, "rate", "not “1e3”")]),
    ("an underscore", b"area,count,rate\nAlmelo,1,1_000\n", [(2, "rate", "not “1_000”")]),
    (
        "more than the database holds",
        b"area,count,rate\nAlmelo,2147483648,1\n",
        [(2, "count", "not “2147483648”")],
    ),
    (
        "digits without end",
        b"area,count,rate\nAlmelo," + b"9" * 5_000 + b",1\n",
        [(2, "count", "a whole number such as 1234")],
    ),
    ("an empty cell", b"area,count,rate\nAlmelo,,1\n", [(2, "count", "the cell is empty")]),
    (
        "an unknown municipality",
        b"area,count,rate\nAlmelo,1,1\nAmstelo,1,1\n",
        [(3, "area", "a municipality that is known here, not “Amstelo”")],
    ),
    (
        "the same line twice",
        b"area,count,rate\nAlmelo,1,1\nBorne,2,2\nAlmelo,3,3\n",
        [(4, "area", "this one also stands on line 2")],
    ),
    (
        "several things",
        b'area,count,rate\nAlmelo,x,1\nBorne,1,"1,1"\n',
        [(2, "count", "not “x”"), (3, "rate", "not “1,1”")],
    ),
    ("10 MB of binary", bytes(range(256)) * 40_000, [(1, "-", TOO_LARGE)]),
    ("4 MB of binary", bytes(range(256)) * 16_000, [(2, "-", NOT_TEXT)]),
    ("a picture", b"\x89PNG\r\n\x1a\n" + b"\xff" * 99, [(1, "-", NOT_TEXT)]),
    ("a NUL", b"area,count,rate\nAlmelo,1,1\nBor\x00ne,1,1\n", [(3, "-", NOT_TEXT)]),
    ("another encoding", "area,count,rate\nAlmeló,1,1\n".encode("cp1252"), [(2, "-", NOT_TEXT)]),
    ("a loose quote", b'area,count,rate\n"Alm"elo,1,1\n', [(2, "-", "readable CSV")]),
    ("a loose quote in the header", b'"are"a,count,rate\n', [(1, "-", "readable CSV")]),
    ("only returns as line ends", b"area,count,rate\rAlmelo,1,1\r", [(1, "-", "readable CSV")]),
    ("a quote that never ends", b'area,count,rate\n"Almelo,1,1\n', [(2, "-", "readable CSV")]),
]


@pytest.mark.parametrize(
    ("content", "problems"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_a_bad_file_is_refused_with_the_place_and_what_was_expected(content, problems):
    with pytest.raises(TableRefused) as refused:
        read_table(content, columns=COLUMNS, unique=["area"])

    found = refused.value.problems
    assert [(problem.line, problem.column) for problem in found] == [
        (line, column) for line, column, _expected in problems
    ]
    assert all(
        expected in problem.expected
        for problem, (*_place, expected) in zip(found, problems, strict=True)
    )


def test_the_refusal_counts_the_problems_and_says_that_nothing_was_stored():
    with pytest.raises(TableRefused) as refused:
        read_table(b"area,count,rate\nAlmelo,x,y\n", columns=COLUMNS)

    assert str(refused.value) == "The file was refused for 2 problems; nothing was stored."
    assert str(refused.value.problems[0]).startswith("Line 2, column “count”: a whole number")


def test_one_cell_over_the_limit_refuses_the_file_and_one_under_does_not():
    header = b"area,count,rate,note\nAlmelo,1,1,"

    fits = read_table(header + b"x" * 100_000, columns=COLUMNS)

    assert len(fits[0]["note"]) == 100_000
    with pytest.raises(TableRefused, match="1 problem"):
        read_table(header + b"x" * LARGEST_FILE_BYTES, columns=COLUMNS)


@pytest.mark.parametrize("shown", ["0", "00", "7", "1234", str(LARGEST_WHOLE_NUMBER)])
def test_a_whole_number_is_read(shown):
    assert whole_number(shown) == int(shown)


printable = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), max_size=30)
lines = st.lists(
    st.tuples(
        st.sampled_from(["Almelo", "Borne"]),
        st.integers(0, LARGEST_WHOLE_NUMBER),
        st.decimals(0, 10**6, places=2),
        printable.map(str.strip),
    ),
    min_size=1,
    max_size=20,
)


@given(lines=lines)
def test_what_was_written_is_what_is_read(lines):
    file = io.StringIO()
    csv.writer(file).writerows([("area", "count", "rate", "note"), *lines])

    rows = read_table(file.getvalue().encode(), columns=COLUMNS)

    known = {"Almelo": "GM0141", "Borne": "GM0147"}
    assert [tuple(row[name] for name in COLUMNS) for row in rows] == [
        (known[area], count, rate, note or None) for area, count, rate, note in lines
    ]


@given(content=st.binary(max_size=300))
def test_whatever_the_bytes_a_file_is_read_or_refused(content):
    assert rows_or_problems(content)


def rows_or_problems(content):
    try:
        return read_table(content, columns=COLUMNS)
    except TableRefused as refused:
        return refused.problems
