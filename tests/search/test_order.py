"""Which hit comes first, and what it says about where it was found.

Policy: docs/policy/search.md#order
"""

import datetime as dt

import pytest

from ivz.decisions.states import Series
from ivz.search import indexing, queries
from ivz.search.queries import Asked
from tests.factories import (
    TODAY,
    AgendaItemFactory,
    BodyFactory,
    DecisionFactory,
    MeetingFactory,
    PersonFactory,
    ProposalFactory,
    SeatFactory,
    member_of,
)

pytestmark = pytest.mark.django_db
EARLIER = dt.date(2016, 1, 4)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("ivz.clock.reading.today", lambda: TODAY)


@pytest.fixture
def body():
    return BodyFactory(slug="dvo-oost", short_name="DVO Oost", name="Veiligheidsoverleg Oost")


def hits(words, body):
    indexing.rebuild()
    actor = member_of(body)
    found = queries.search(Asked(words=words), actor=actor)
    return queries.entries_of(found.rows, actor=actor)


def first(words, body):
    entry = hits(words, body)[0]
    return entry.kind, entry.title


@pytest.mark.parametrize("asked", ["DVO Oost 2016-8", "dvo 2016-8", "DVO-2016-8", "2016-8"])
def test_the_number_of_a_decision_gives_that_decision_first(body, asked):
    DecisionFactory(body=body, number=8, title="Vossenjacht", decided_on=EARLIER)
    DecisionFactory(body=body, number=9, title="DVO Oost 2016-8 aangehouden", decided_on=TODAY)
    DecisionFactory(body=body, number=18, title="DVO 2016 8", decided_on=TODAY)

    assert first(asked, body) == ("decision", "DVO Oost 2016-8: Vossenjacht")


def test_a_number_of_the_closed_series_gives_that_decision_first(body):
    DecisionFactory(body=body, series=Series.CLOSED, number=2, title="Vos", decided_on=EARLIER)
    DecisionFactory(body=body, number=9, title="Vervolg op 2016-B2", decided_on=TODAY)

    assert first("2016-B2", body) == ("decision", "DVO Oost 2016-B2: Vos")


@pytest.mark.parametrize("number", ["E01A", "2016-12"])
@pytest.mark.parametrize("prefix", ["", "DVO Oost "])
def test_the_number_of_a_paper_gives_that_paper_first(body, number, prefix):
    ProposalFactory(body=body, register_number=number, title="Vossenjacht", dated=EARLIER)
    DecisionFactory(body=body, number=9, title=f"DVO Oost over {number}", decided_on=TODAY)

    assert first(f"{prefix}{number.lower()}", body) == ("proposal", "Vossenjacht")


def test_the_label_of_an_item_gives_that_item_first(body):
    meeting = MeetingFactory(body=body)
    AgendaItemFactory(meeting=meeting, label="D3", title="Vossenjacht")
    DecisionFactory(body=body, number=9, title="Over punt D3", decided_on=TODAY)

    assert first("d3", body) == ("item", "Vossenjacht")


def test_who_asks_more_than_a_number_gets_the_ordinary_order(body):
    DecisionFactory(body=body, number=8, title="Vossenjacht", decided_on=EARLIER)
    DecisionFactory(body=body, number=9, title="Vossenjacht na 2016-8", decided_on=TODAY)

    assert first("2016-8 vossenjacht", body) == (
        "decision",
        "DVO Oost 2016-9: Vossenjacht na 2016-8",
    )


def test_people_stand_below_the_rest_unless_their_function_is_what_was_asked(body):
    SeatFactory(body=body, person=PersonFactory(function="Beheerder van de vossenjacht"))
    DecisionFactory(body=body, number=9, title="Jaarplan", text="Beheerder: vossenjacht")

    kinds = [entry.kind for entry in hits("vossenjacht", body)]

    assert kinds == ["decision", "person"]
    assert first("beheerder vossenjacht", body)[0] == "person"


def shown(words, body, client):
    client.force_login(member_of(body).user)
    indexing.rebuild()
    return client.get("/zoeken/", {"q": words}).context["hits"]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("vossenjacht", ""),
        ("dassen", "de tekst van het besluit"),
        ("vossenjacht dassen", "de tekst van het besluit"),
        ("dassen oost", "de tekst van het besluit"),
        ("dassen veiligheidsoverleg", "de tekst van het besluit, wat erbij hoort, zoals thema, "),
    ],
)
def test_a_hit_says_where_it_was_found_when_that_is_not_its_title(body, client, asked, expected):
    DecisionFactory(body=body, number=9, title="Vossenjacht", text="Over dassen.")

    (hit,) = [each for each in shown(asked, body, client) if each.entry.kind == "decision"]

    assert hit.found_in.startswith(expected)
    assert bool(hit.found_in) == bool(expected)


def test_words_that_stand_nowhere_are_not_said_to_stand_somewhere(body, client):
    DecisionFactory(body=body, number=9, title="Vossenjacht", text="Over dassen.")

    (hit,) = shown("vossenjacht meerkoet", body, client)

    assert hit.found_in == ""
