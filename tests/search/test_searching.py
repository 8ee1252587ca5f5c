"""Searching: only what the reader may read, in hits, in counts and on the way.

Policy: docs/policy/search.md#nothing-closed
"""

import datetime as dt

import pytest
from django.urls import reverse

from ivz.audit.models import AuditEntry
from ivz.authorization.openness import Openness
from ivz.search import indexing, queries
from ivz.search.models import Entry
from ivz.search.queries import Asked
from ivz.search.ranking import MOST_HITS, Way
from tests.factories import (
    TODAY,
    AgendaItemFactory,
    BodyFactory,
    DecisionFactory,
    MeetingFactory,
    PersonFactory,
    RestrictionFactory,
    SeatFactory,
    ThemeFactory,
    member_of,
    visitor,
)
from tests.knowledge.factories import DevelopmentFactory

pytestmark = pytest.mark.django_db
PAGE = "/zoeken/"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("ivz.clock.reading.today", lambda: TODAY)


@pytest.fixture
def body():
    return BodyFactory(slug="dvo", short_name="DVO", name="Veiligheidsoverleg")


def found(words, actor, **asked):
    indexing.rebuild()
    rows = queries.search(Asked(words=words, **asked), actor=actor).rows
    return [entry.title for entry in queries.entries_of(rows, actor=actor)]


def titles(count, text):
    return [f"{text} {number}" for number in range(count)]


@pytest.mark.parametrize("openness", [Openness.NETWORK, Openness.BODY, Openness.RESTRICTED])
def test_what_is_closed_is_found_by_whoever_may_read_it_alone(body, openness):
    reader = member_of(body)
    restriction = RestrictionFactory(imposed_by__body=body)
    restriction.readers.add(reader.user.person)
    closed = {"openness": openness}
    if openness == Openness.RESTRICTED:
        closed["restriction"] = restriction
    closed["decided_on"] = dt.date(2015, 1, 1)
    DecisionFactory(body=body, number=8, title="Vossenjacht", **closed)

    assert found("vossenjacht", reader) == ["DVO 2015-8: Vossenjacht"]
    assert found("vossenjacht", visitor()) == []
    assert found("vossenjacht", member_of(BodyFactory())) == []
    assert found("vossn", visitor()) == found("vossenjagt", visitor()) == found("vos", visitor())


def test_closing_counts_at_once_without_indexing_anew(body):
    decision = DecisionFactory(body=body, title="Vossenjacht")
    indexing.rebuild()
    decision.openness = Openness.NETWORK
    decision.save()

    assert queries.search(Asked(words="vossenjacht"), actor=visitor()).rows == ()


def test_a_report_is_read_outside_the_network_once_it_is_published(body):
    meeting = MeetingFactory(body=body)
    AgendaItemFactory(
        meeting=meeting, title="Rondvraag", minutes="De das graaft.", openness=Openness.PUBLIC
    )

    assert found("das", member_of(body)) == ["Rondvraag"]
    assert found("das", visitor()) == []

    keeper = member_of(body).user
    published = dt.datetime(2016, 10, 13, tzinfo=dt.UTC)
    type(meeting).objects.update(published_at=published, published_by=keeper)

    assert found("das", visitor()) == ["Rondvraag"]


def test_a_closed_record_changes_nothing_about_what_others_find(body):
    for title in ["Woninginbraken", "Brandpreventie", "Hennepteelt"]:
        DecisionFactory(body=body, title=title)
    asked = ["woninginbrakn", "inbraak", "brand", "hennep brand", "hennepteelt", "vossenjacht"]

    def told():
        indexing.rebuild()
        return [queries.search(Asked(words=words), actor=visitor()) for words in asked]

    before = [(each.way, len(each.rows), each.kinds, each.years) for each in told()]
    for title in ["Inbraak", "Woninginbrakn", "Brand", "Hennep brand", "Vossenjacht", "Teelt"]:
        DecisionFactory(body=body, title=title, text=title, openness=Openness.NETWORK)
    after = [(each.way, len(each.rows), each.kinds, each.years) for each in told()]

    assert after == before


def test_however_many_closed_records_come_first_the_same_hits_are_shown(body, monkeypatch):
    monkeypatch.setattr("ivz.search.ranking.FIRST", 4)
    monkeypatch.setattr("ivz.search.reading.FIRST", 4)
    monkeypatch.setattr("ivz.search.ranking.MOST_HITS", 3)
    monkeypatch.setattr("ivz.search.queries.MOST_HITS", 3)
    for title in titles(5, "Vossenjacht"):
        DecisionFactory(body=body, title=title)
    before = found("vossenjacht", visitor())
    for title in titles(30, "Vossenjacht"):
        DecisionFactory(body=body, title=title, openness=Openness.NETWORK, decided_on=TODAY)

    assert len(before) == 3
    assert found("vossenjacht", visitor()) == before


def test_hits_in_the_title_come_before_those_in_the_text_and_the_latest_before_earlier(body):
    day = dt.date(2015, 1, 1)
    DecisionFactory(body=body, number=1, title="Werkwijze", text="Over de vossenjacht.")
    DecisionFactory(body=body, number=2, title="De vossenjacht", decided_on=day)
    DecisionFactory(body=body, number=3, title="Vossenjacht", decided_on=TODAY)
    DecisionFactory(body=body, number=4, title="Vossenjachten in de regio", decided_on=day)

    shown = found("vossenjacht", visitor())

    assert [title.split(":")[0] for title in shown] == [
        "DVO 2016-3",
        "DVO 2015-4",
        "DVO 2015-2",
        "DVO 2016-1",
    ]


def test_words_that_look_like_it_are_tried_where_nothing_readable_holds_them(body):
    DecisionFactory(body=body, number=1, title="Buurtbemiddeling")
    DecisionFactory(body=body, number=2, title="Bumiddeling", openness=Openness.NETWORK)
    indexing.rebuild()

    typed = queries.search(Asked(words="buurtbemidelling"), actor=visitor())

    assert typed.way == Way.SIMILAR
    assert len(typed.rows) == 1


def test_some_of_the_words_are_enough_where_nothing_holds_them_all(body):
    DecisionFactory(body=body, number=1, title="Vossenjacht")
    DecisionFactory(body=body, number=2, title="Vossenjacht en dassen")

    assert found("dassen vossenjacht meerkoeten", visitor()) == [
        "DVO 2016-2: Vossenjacht en dassen",
        "DVO 2016-1: Vossenjacht",
    ]


def test_hits_are_narrowed_down_and_counted_by_kind_body_theme_and_year(body):
    theme = ThemeFactory(code="dieren", name="Dieren")
    DecisionFactory(body=body, title="Vossenjacht", decided_on=dt.date(2015, 3, 1))
    DecisionFactory(title="Vossenjacht")
    DevelopmentFactory(
        network=body.network, title="Vossenjacht", theme=theme, openness=Openness.PUBLIC
    )
    indexing.rebuild()
    all_hits = queries.search(Asked(words="vossenjacht"), actor=visitor())

    assert {choice.value: choice.count for choice in all_hits.kinds} == {
        "decision": 2,
        "development": 1,
    }
    assert {choice.value: choice.count for choice in all_hits.themes} == {"dieren": 1}
    assert "dvo" in {choice.value for choice in all_hits.bodies}
    for narrowed in [{"body": "dvo"}, {"theme": "dieren"}, {"year": 2015}, {"kind": "development"}]:
        assert (
            len(queries.search(Asked(words="vossenjacht", **narrowed), actor=visitor()).rows) == 1
        )
    assert queries.search(Asked(words="vossenjacht", body="nergens"), actor=visitor()).rows == ()


def test_names_of_people_are_not_indexed(body):
    person = PersonFactory(function="Projectleider", name="Vos de Bree", aliases="Vosje")
    SeatFactory(body=body, person=person)

    assert found("projectleider", visitor()) == ["Projectleider"]
    assert not Entry.objects.filter(title__contains="Bree").exists()
    assert found("bree", member_of(body)) == found("vosje", member_of(body)) == []


def test_practice_is_not_found(body):
    DecisionFactory(body=body, title="Vossenjacht", is_practice=True)
    AgendaItemFactory(meeting=MeetingFactory(body=body, is_practice=True), title="Vossenjacht")

    assert found("vossenjacht", member_of(body)) == []


def test_restricted_records_that_are_shown_are_noted(body, client):
    reader = member_of(body)
    restriction = RestrictionFactory(imposed_by__body=body)
    restriction.readers.add(reader.user.person)
    closed = DecisionFactory(
        body=body, title="Vossenjacht", openness=Openness.RESTRICTED, restriction=restriction
    )
    indexing.rebuild()
    client.force_login(reader.user)

    client.get(PAGE, {"q": "vossenjacht"})

    (line,) = AuditEntry.objects.filter(event="restricted.read")
    assert (line.subject_model, line.subject_id) == ("decisions.Decision", str(closed.pk))


def test_the_page_shows_hits_with_their_words_marked_and_ways_to_narrow_down(client, body):
    decision = DecisionFactory(body=body, title="Vossenjacht", text="Over <b>jagen</b> op vossen.")
    DevelopmentFactory(network=body.network, title="Vossenjacht", openness=Openness.PUBLIC)
    indexing.rebuild()

    page = client.get(PAGE, {"q": "vossenjacht"}).content.decode()

    assert "2 treffers" in page
    assert "<mark>Vossenjacht</mark>" in page
    assert "Over &lt;b&gt;jagen" in page
    assert f"/vergaderingen/besluiten/dvo/2016/{decision.number}/" in page
    assert "soort=decision" in page


def test_hits_come_in_pages(client, body):
    for title in titles(21, "Vossenjacht"):
        DecisionFactory(body=body, title=title)
    indexing.rebuild()

    second = client.get(PAGE, {"q": "vossenjacht", "pagina": 2})

    assert len(second.context["hits"]) == 1
    assert "Pagina 2 van 2" in second.content.decode()


@pytest.mark.parametrize(
    "words",
    [
        "",
        " ",
        "de",
        "\x00",
        "%",
        '" OR 1 --',
        "a:b^2 NEAR(x)",
        "_" * 500,
        "é",
        "!!!",
        "' & :*",
        "5%",
    ],
)
def test_nothing_asked_and_strange_questions_give_a_page(client, words):
    indexing.rebuild()

    answer = client.get(PAGE, {"q": words, "soort": words, "jaar": words, "pagina": words})

    assert answer.status_code == 200
    assert not answer.context["hits"]


@pytest.mark.parametrize("year", ["10000", "0", "1899", "2101", str(10**17), "9" * 30, "-1", "x"])
def test_a_year_that_cannot_be_narrows_nothing_down(client, body, year):
    DecisionFactory(body=body, title="Vossenjacht")
    indexing.rebuild()

    answer = client.get(PAGE, {"q": "vossenjacht", "jaar": year})

    assert answer.status_code == 200
    assert len(answer.context["hits"]) == 1
    assert client.get("/api/v1/search", {"q": "vossenjacht", "year": year}).status_code == 400


@pytest.mark.parametrize(
    ("name", "in_interface"), [("soort", "kind"), ("overleg", "body"), ("thema", "theme")]
)
def test_what_no_database_looks_for_narrows_nothing_down(client, body, name, in_interface):
    DecisionFactory(body=body, title="Vossenjacht")
    indexing.rebuild()

    answer = client.get(PAGE, {"q": "vossenjacht\x00", name: "\x00"})
    programs = client.get("/api/v1/search", {"q": "vossenjacht", in_interface: "a\x00"})

    assert answer.status_code == 200
    assert len(answer.context["hits"]) == 1
    assert programs.status_code == 400
    assert client.get("/api/v1/search", {"q": "vossenjacht\x00"}).json()["total"] == 1


def test_the_box_stands_on_every_page(client):
    page = client.get("/privacy/").content.decode()

    assert 'action="/zoeken/"' in page
    assert "data-search" in page


def test_the_number_of_queries_does_not_grow_with_the_hits(
    client, body, django_assert_max_num_queries
):
    reader = member_of(body)
    for title in titles(30, "Vossenjacht"):
        DecisionFactory(body=body, title=title, openness=Openness.BODY)
        DevelopmentFactory(network=body.network, title=title)
        AgendaItemFactory(meeting__body=body, title=title, meeting__slug=title[-2:].strip())
    indexing.rebuild()
    client.force_login(reader.user)

    with django_assert_max_num_queries(20):
        answer = client.get(PAGE, {"q": "vossenjacht"})

    assert answer.context["page"].paginator.count > 80
    assert answer.context["page"].paginator.count <= MOST_HITS


def test_programs_search_with_the_same_rights(client, body):
    DecisionFactory(body=body, number=8, title="Vossenjacht", text="Over jagen.")
    DecisionFactory(body=body, number=9, title="Vossenjacht dicht", openness=Openness.NETWORK)
    indexing.rebuild()

    answer = client.get("/api/v1/search", {"q": "vossenjacht", "kind": "decision"}).json()

    assert answer["total"] == 1
    assert answer["items"] == [
        {
            "kind": "decision",
            "title": "DVO 2016-8: Vossenjacht",
            "text": "Over jagen.",
            "path": reverse("meetings:decision", args=["dvo", 2016, "8"]),
            "network": body.network.slug,
            "body": "dvo",
            "theme": None,
            "on": "2016-10-10",
        }
    ]
