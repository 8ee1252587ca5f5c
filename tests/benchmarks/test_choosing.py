"""What the benchmarks choose to measure, and what they let through for a moment."""

import pytest

from benchmarks import pages
from benchmarks.pages import Found, Timing, chosen, measured, with_fonts
from benchmarks.rights import Cost, everything_readable
from ivz.accounts.actors import actor_of
from ivz.authorization.openness import Openness
from ivz.decisions.models import Decision
from tests.factories import TODAY, DecisionFactory


def test_of_each_kind_of_page_the_first_and_the_largest_are_measured():
    first = Found("/netwerk/twente/overleggen/dvo/", 200, 10)
    middle = Found("/netwerk/twente/overleggen/platform/", 200, 20)
    largest = Found("/netwerk/oost/overleggen/rvo/", 200, 30)
    other = Found("/netwerk/oost/overleggen/rvo/?peildatum=2016-10-10", 200, 5)

    assert chosen([first, middle, largest, other]) == [first, other, largest]


def test_what_could_not_be_had_is_always_told():
    lost = [Found(f"/netwerk/twente/overleggen/{name}/", 404, 0) for name in "abc"]

    assert chosen(lost) == lost


@pytest.mark.django_db
def test_what_a_page_asks_of_the_database_is_counted_beside_its_calls(client):
    page = Timing(client, "anonymous", Found("/vergaderingen/", 200, 0))
    lost = Timing(client, "anonymous", Found("/bestaat-niet/", 404, 0))
    told, missing = measured([page, lost], repeats=2)

    assert told.status == 200
    assert told.queries > 0
    assert told.calls > 0
    assert len(page.clock) == len(page.processor) == 2
    assert told.milliseconds == min(page.clock)
    assert missing.faults == ["status 404"]


@pytest.mark.django_db
def test_everything_is_readable_only_while_it_is_measured():
    decision = DecisionFactory(openness=Openness.BODY)
    visitor = actor_of(None, today=TODAY, origin="web")
    readable = Decision.objects.visible_to

    with everything_readable():
        assert list(readable(visitor)) == [decision]

    assert not readable(visitor).exists()


@pytest.mark.django_db
def test_a_page_that_cannot_be_had_stops_the_measuring(client):
    with pytest.raises(SystemExit, match="404"):
        Cost().add(client, "/bestaat-niet/")


def test_a_font_asked_for_ahead_is_weighed_once(monkeypatch):
    sheet, font = "/static/letters.css", "/static/letters.woff2"
    monkeypatch.setattr(pages, "fonts_of", lambda _sheet: [font])

    assert with_fonts([sheet, font]) == with_fonts([sheet]) == {sheet, font}
    assert with_fonts(["/static/page.js"]) == {"/static/page.js"}
