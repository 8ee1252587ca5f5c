"""What a paper states, computed again: each kind agrees and differs with its cells."""

import csv
import tomllib
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from ivz.insight.claims import ClaimUnreadable, Topic, check_claim, topic_of
from ivz.insight.claims.cells import plain
from ivz.insight.models import Claim
from tests.insight.conftest import DATA

with (DATA / "claims.toml").open("rb") as file:
    STATED = {row["code"]: row for row in tomllib.load(file, parse_float=Decimal)["claims"]}
CODES = list(STATED)
KINDS = {row["kind"]: row for row in STATED.values()}

# One changed cell per kind that turns the verdict around.
TURNS = {
    "B10": {"stated": "23.5"},
    "B7": {"stated": Decimal("2.67")},
    "B6b": {
        "values": [{"place": "voetnoot", "value": "3.20"}, {"place": "tabel", "value": "3.20"}]
    },
    "B22": {"stated": 101},
    "B16": {"stated": 94_000},
    "B18": {"rows": [{"name": "1,8 fte", "income": [124_851], "cost": ["1.8", 70_000]}]},
    "B19": {"months": 17},
    "C13a": {"stated_years": 7},
    "B11": {"stated_years": 4, "stated_factor": "1.9"},
    "B9": {"start": 2000},
    "B21": {"stated_high": "2.4"},
    "C18": {"value": "2.0"},
    "B8": {"should_list": ["Drugsoverlast"]},
}


def claim(code, **changes):
    row = STATED[code]
    cells = plain({**row["cells"], **changes})
    return Claim(code=code, kind=row["kind"], place=row["place"], cells=cells)


def table(name):
    with (DATA / name).open(newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("code", CODES)
def test_every_statement_gets_the_verdict_that_its_numbers_deserve(code):
    finding = check_claim(claim(code))

    assert finding.verdict == STATED[code]["expect"]
    assert finding.code == code
    assert finding.place == STATED[code]["place"]
    assert STATED[code]["cells"]["subject"] in finding.sentence
    assert all([finding.published, finding.recomputed, finding.cause])
    assert "%(" not in finding.sentence


@pytest.mark.parametrize("code", [code for code in TURNS if code in STATED])
def test_one_changed_cell_turns_the_verdict(code):
    before, after = check_claim(claim(code)), check_claim(claim(code, **TURNS[code]))

    assert {before.verdict, after.verdict} == {"agrees", "differs"}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_missing_cell_is_refused_by_name(kind):
    row = KINDS[kind]
    unread = {"subject", "possible_cause", "whole_is_derived", "stated_whole_name"}
    cell = next(name for name in row["cells"] if name not in unread)

    with pytest.raises(ClaimUnreadable) as refused:
        check_claim(claim(row["code"], **{cell: None}))

    assert row["code"] in str(refused.value)
    assert cell in str(refused.value)


@pytest.mark.parametrize(
    ("code", "changes", "cell"),
    [
        ("B10", {"part": "veel"}, "part"),
        ("B10", {"decimals": "1.5"}, "decimals"),
        ("B19", {"start": "augustus"}, "start"),
        ("B17", {"rows": [{"name": "zonder kosten", "income": [1]}]}, "rows.1.cost"),
        ("B17", {"rows": "geen"}, "rows"),
        ("B22", {"parts": [1]}, "parts"),
    ],
)
def test_a_cell_of_the_wrong_sort_is_refused_by_name(code, changes, cell):
    with pytest.raises(ClaimUnreadable, match=f"{code}.*“{cell}”"):
        check_claim(claim(code, **changes))


def test_an_unknown_kind_is_refused_by_name():
    with pytest.raises(ClaimUnreadable, match=r"B10.*guess"):
        check_claim(Claim(code="B10", kind="guess", cells={}))


def test_values_are_held_side_by_side_with_their_places():
    sentence = check_claim(claim("C5")).sentence.replace("\N{NO-BREAK SPACE}", " ")

    assert "12 december 2016 (advies, punt 7)" in sentence
    assert "12 december 2017" in sentence


def test_a_truncated_percentage_says_so():
    assert check_claim(claim("B10")).cause == "Afgekapt in plaats van afgerond."


def test_the_dwellings_that_a_footnote_needs_are_named():
    assert "521.856 woningen" in check_claim(claim("B6a")).cause


def test_months_without_money_and_the_rest_of_the_reserve_are_named():
    sentence = check_claim(claim("B19")).sentence

    assert "5 maanden" in sentence
    assert "65.000" in sentence


def test_shortfalls_are_given_per_row_when_there_are_few():
    sentence = check_claim(claim("B17")).sentence

    assert "3.787" in sentence
    assert "24.787" in sentence


def test_measured_values_that_contradict_each_other_are_figures():
    assert topic_of(claim("B6b")) is Topic.FIGURES
    assert topic_of(claim("C8")) is Topic.MENTIONS
    assert topic_of(claim("B19")) is Topic.MONEY


def test_json_keeps_decimals_and_dates_exact():
    cells = plain({"rows": [{"value": Decimal("0.10"), "on": date(2016, 10, 10)}], "count": 3})

    assert cells == {"rows": [{"value": "0.10", "on": "2016-10-10"}], "count": 3}


def test_the_cells_repeat_the_tables_they_come_from():
    highest = {
        row["theme"]
        for row in table("incidence_2015.csv")
        if row["area"] == "Twente" and row["published_rank"] == "5"
    }
    capacity = table("capacity_2016.csv")
    teams = Counter(row["police_team"] for row in table("police_teams_2016.csv"))

    assert set(STATED["B8"]["cells"]["should_list"]) == highest
    for code, column in (("B20a", 1), ("B20b", 2)):
        parts = {part["name"]: part["value"] for part in STATED[code]["cells"]["parts"]}
        assert parts == {row["task"]: int(list(row.values())[column]) for row in capacity}
    parts = {part["name"]: part["value"] for part in STATED["B23a"]["cells"]["parts"]}
    assert parts == teams
