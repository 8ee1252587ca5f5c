"""Names of people in texts that become public: those that the register knows, in each spelling."""

import pytest

from ivz.authorization.openness import Openness
from ivz.authorization.roles import BodyKind
from ivz.meetings.models import AgendaItem
from ivz.meetings.queries.decision_lists import preview
from ivz.meetings.queries.proofreading import remarks
from ivz.meetings.states import MeetingState
from ivz.network.models import Person
from ivz.network.models.bodies import BodyStatus
from tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    MeetingFactory,
    SeatFactory,
    secretary_of,
)
from tests.meetings.pages import address, main_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]
OPEN = {"openness": Openness.NETWORK, "planned_openness": Openness.PUBLIC}


@pytest.fixture
def meeting():
    body = BodyFactory(kind=BodyKind.BOARD, status=BodyStatus.DECIDING)
    return MeetingFactory(body=body, state=MeetingState.HELD)


@pytest.fixture
def below_board(meeting):
    """Give two people below board level: one with a name, one by function with a spelling."""
    within = {"body__network": meeting.body.network, "body__status": BodyStatus.PREPARING}
    named, by_function = SeatFactory.create_batch(2, **within)
    spelled = {"name": "Jo Vlietstra", "aliases": "Johanna Vlietstra\nHoofd beleid"}
    Person.objects.filter(pk=named.person_id).update(**spelled)
    Person.objects.filter(pk=by_function.person_id).update(aliases="Teamchef Almelo\nP. Aalders")
    return named


def named_in(meeting):
    by = secretary_of(meeting.body)
    found = remarks(preview(meeting, actor=by).public, actor=by)
    assert {each.code for each in found} <= {"name"}
    return [each.words for each in found]


@pytest.mark.usefixtures("below_board")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Toelichting door Jo Vlietstra.", ["Jo Vlietstra"]),
        ("Toelichting door Jo\nVlietstra.", ["Jo Vlietstra"]),
        ("J.M. Vlietstra licht toe.", ["J.M. Vlietstra"]),
        ("J.Vlietstra licht toe.", ["J.Vlietstra"]),
        ("Mevrouw Jo Vlietstra licht toe.", ["Jo Vlietstra"]),
        ("Johanna Vlietstra en P. Aalders.", ["Johanna Vlietstra", "P. Aalders"]),
        ("De teamchef Almelo en het hoofd beleid lichten toe.", []),
        ("Jo Vlietstraat 3, naast het huis van de familie Vlietstra.", []),
    ],
)
def test_a_name_is_found_as_texts_write_it_and_a_function_is_no_name(meeting, text, expected):
    AgendaItemFactory(meeting=meeting, minutes=text, **OPEN)

    assert named_in(meeting) == expected


def test_who_sits_in_a_deciding_body_may_be_named_in_every_spelling(meeting, below_board):
    text = "Johanna Vlietstra en J. Vlietstra lichten toe."
    AgendaItemFactory(meeting=meeting, minutes=text, **OPEN)
    assert named_in(meeting) == ["Johanna Vlietstra", "J. Vlietstra"]

    SeatFactory(body=meeting.body, person=below_board.person)

    assert named_in(meeting) == []


@pytest.mark.parametrize("text", ["Een toelichting van Kim Onbekend.", "Mail a@b.example."])
def test_the_page_says_which_names_it_knows_and_that_it_knows_no_others(client, meeting, text):
    AgendaItemFactory(meeting=meeting, minutes=text, **OPEN)
    client.force_login(secretary_of(meeting.body).user)

    page = main_of(client.get(address("publish", meeting)))

    assert ("Niets in de teksten" in page) is ("@" not in text)
    assert "Andere namen herkent het platform niet" in page
    assert AgendaItem.objects.get().minutes == text
