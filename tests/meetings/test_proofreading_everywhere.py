"""Reading through: every text that becomes public is read, and slips in every way of writing.

Policy: docs/policy/meetings.md#reading-through
"""

from datetime import date

import pytest

from ivz.authorization.openness import Openness
from ivz.authorization.roles import BodyKind
from ivz.decisions.states import FollowUpKind
from ivz.meetings.proofreading import Known, Passage, read_through
from ivz.meetings.queries.decision_lists import preview
from ivz.meetings.queries.proofreading import remarks
from ivz.meetings.states import ItemKind, MeetingState
from ivz.network.models.bodies import BodyStatus
from tests.factories import (
    AdvicePointFactory,
    AgendaItemFactory,
    AgreementFactory,
    AnnexFactory,
    BodyFactory,
    DecisionFactory,
    DraftDecisionFactory,
    FollowUpFactory,
    MeetingFactory,
    NetworkFactory,
    ProposalFactory,
    SeatFactory,
    secretary_of,
)
from tests.meetings.voice_factories import VoiceFactory

OPEN = {"openness": Openness.NETWORK, "planned_openness": Openness.PUBLIC}
CLOSED = {"openness": Openness.NETWORK, "planned_openness": Openness.NETWORK}
SLIP = "bel 053-" + "4876543"


def found(text, **known):
    """Give what stands out in one text, as code and words."""
    told = read_through([Passage(place="hier", text=text)], Known(**known))
    return [(each.code, each.words) for each in told]


@pytest.mark.parametrize(
    "written",
    [
        "(053) 487" + " 65 43",
        "053/487" + "6543",
        "06.12.34" + ".56.78",
        "06 - 12" + "345678",
        "+31 (0)6 12" + "34 56 78",
        "0031 6-12" + "345678",
    ],
)
def test_a_phone_number_stands_out_however_it_is_written(written):
    assert found(f"Bel {written}.") == [("phone", written)]


@pytest.mark.parametrize(
    "text",
    [
        "Op 01-10-2016 12 punten besproken.",
        "Van 09.00 - 12.00 uur, 2016 en 2017.",
        "Zie artikel 3.1.2 en bijlage 0.",
        "€ 0,15 per inwoner: 93.638,70 en 124.851,60.",
        "In 2016 01-02-2017 03-04-2018.",
    ],
)
def test_days_times_and_amounts_are_no_phone_numbers(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Op maandag 12 december.", []),
        ("Op dinsdag 12 december.", [("weekday", "dinsdag 12 december")]),
        ("Op woensdag 1 maart.", []),  # the next first of March, in 2017
        ("Op maandag 10-10-2016.", []),
        ("Op dinsdag 10-10-2016.", [("weekday", "dinsdag 10-10-2016")]),
        ("Op dinsdag 31 februari.", []),  # without a year it may be no date at all
    ],
)
def test_a_day_of_the_week_fits_also_without_a_year_and_in_digits(text, expected):
    assert found(text, day=date(2016, 10, 10)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Agendapunt F9 komt terug.", ["Agendapunt F9"]),
        ("Zie de agendapunten D1, D2 en F9.", ["agendapunten D1, D2 en F9"]),
        ("Zie de agendapunten D1 en D2.", []),
        ("Agendapunt In de wijk.", []),
    ],
)
def test_item_numbers_are_read_in_rows_and_at_the_start_of_a_sentence(text, expected):
    labels = frozenset({"D1", "D2"})

    assert found(text, labels=labels) == [("item", words) for words in expected]


def test_another_body_is_not_called_this_one():
    known = {
        "gatherings": {name: frozenset() for name in ("DVO", "DVO Twente", "AB VRT", "AB")},
        "own_names": frozenset({"DVO", "DVO Twente"}),
    }

    assert found("Een portefeuillehouder uit dit AB; dit DVO stemt in.", **known) == [
        ("body", "dit AB")
    ]
    assert found("Dit ABC, en het AB VRT.", **known) == []


@pytest.fixture
def meeting(db):
    body = BodyFactory(kind=BodyKind.BOARD, status=BodyStatus.DECIDING)
    return MeetingFactory(body=body, state=MeetingState.HELD)


def told(meeting):
    by = secretary_of(meeting.body)
    return [each.code for each in remarks(preview(meeting, actor=by).public, actor=by)]


def in_what_a_member_said(meeting, slip):
    seat = SeatFactory(body=meeting.body)
    VoiceFactory(item=AgendaItemFactory(meeting=meeting, **OPEN), seat=seat, words=slip)


def in_the_presenters(meeting, slip):
    AgendaItemFactory(meeting=meeting, presenters=slip, **OPEN)


def in_the_sender(meeting, slip):
    AgendaItemFactory(meeting=meeting, sender=slip, **OPEN)


def in_where_it_comes_from(meeting, slip):
    AgendaItemFactory(meeting=meeting, origin=slip, **OPEN)


def among_the_guests(meeting, slip):
    meeting.guests = slip
    meeting.save()


def in_an_annex_of_an_item(meeting, slip):
    item = AgendaItemFactory(meeting=meeting, **OPEN)
    AnnexFactory(proposal=None, item=item, title=slip, **OPEN)


def in_who_sent_an_annex_of_the_meeting(meeting, slip):
    AnnexFactory(proposal=None, meeting=meeting, sender=slip, **OPEN)


def in_an_annex_of_a_paper(meeting, slip):
    AnnexFactory(proposal=paper_on(meeting), title=slip, **OPEN)


def in_the_author(meeting, slip):
    paper_on(meeting, author=slip)


def in_who_carries_out_a_point(meeting, slip):
    AdvicePointFactory(proposal=paper_on(meeting), owner_words=slip)


def paper_on(meeting, **more):
    paper = ProposalFactory(body=meeting.body, **OPEN, **more)
    AgendaItemFactory(meeting=meeting, proposal=paper, **OPEN)
    return paper


def in_who_carries_out_a_decision(meeting, slip):
    decided_on(meeting, owner_words=slip)


def in_why_it_was_put_right(meeting, slip):
    wrong = DecisionFactory(body=meeting.body, **OPEN)
    decided_on(meeting, corrects=wrong, correction_reason=slip)


def decided_on(meeting, **more):
    item = AgendaItemFactory(meeting=meeting, **OPEN)
    DraftDecisionFactory(item=item, decision=DecisionFactory(body=meeting.body, **OPEN, **more))


def in_who_takes_up_what_was_agreed(meeting, slip):
    item = AgendaItemFactory(meeting=meeting, **OPEN)
    agreed = {"kind": FollowUpKind.ACTION, "owner": None, "owner_words": slip}
    AgreementFactory(item=item, follow_up=FollowUpFactory(body=meeting.body, **agreed, **OPEN))


PLACES = [
    in_what_a_member_said,
    in_the_presenters,
    in_the_sender,
    in_where_it_comes_from,
    among_the_guests,
    in_an_annex_of_an_item,
    in_who_sent_an_annex_of_the_meeting,
    in_an_annex_of_a_paper,
    in_the_author,
    in_who_carries_out_a_point,
    in_who_carries_out_a_decision,
    in_why_it_was_put_right,
    in_who_takes_up_what_was_agreed,
]


@pytest.mark.parametrize("place", PLACES)
def test_every_text_that_becomes_public_is_read(meeting, place):
    place(meeting, SLIP)

    assert told(meeting) == ["phone"]


@pytest.mark.parametrize("hangs_on", ["meeting", "closed item"])
def test_the_title_of_a_closed_annex_is_found_in_public_minutes(meeting, hangs_on):
    closed = AgendaItemFactory(meeting=meeting, label="B", **CLOSED)
    place = {"meeting": meeting} if hangs_on == "meeting" else {"item": closed}
    AnnexFactory(proposal=None, title="Rapport Zonnebloemlaan", **place, **CLOSED)
    item = AgendaItemFactory(meeting=meeting, label="A", minutes="Zie het rapport.", **OPEN)
    assert told(meeting) == []

    item.minutes = "Zie het rapport Zonnebloemlaan."
    item.save()

    assert told(meeting) == ["closed"]


def test_a_decision_that_stays_closed_is_not_named_in_public_minutes(meeting):
    closed = AgendaItemFactory(meeting=meeting, label="B", **CLOSED)
    decision = DecisionFactory(body=meeting.body, title="Sluiting van het pand", **CLOSED)
    DraftDecisionFactory(item=closed, decision=decision)
    AgendaItemFactory(meeting=meeting, label="A", minutes="De sluiting van het pand.", **OPEN)

    assert told(meeting) == ["closed"]


def closed_elsewhere(meeting, *, kind=ItemKind.DISCUSS, network=None, **closed):
    """Discuss something closed in another meeting, by another body."""
    body = BodyFactory(network=network or meeting.body.network)
    other = MeetingFactory(body=body, state=MeetingState.HELD)
    AgendaItemFactory(meeting=other, title="Ontruiming De Linde", kind=kind, **(closed or CLOSED))


@pytest.fixture
def named(meeting):
    """Name it in public minutes."""
    return AgendaItemFactory(meeting=meeting, minutes="Na de ontruiming De Linde.", **OPEN)


@pytest.mark.usefixtures("named")
def test_the_title_of_a_closed_item_of_another_meeting_is_found_in_public_minutes(meeting):
    assert told(meeting) == []

    closed_elsewhere(meeting)

    assert told(meeting) == ["closed"]


@pytest.mark.usefixtures("named")
def test_but_not_of_what_becomes_public_there_nor_of_what_every_meeting_has(meeting):
    closed_elsewhere(meeting, **OPEN)
    closed_elsewhere(meeting, kind=ItemKind.PROCEDURE)

    assert told(meeting) == []


@pytest.mark.usefixtures("named")
def test_nor_of_what_whoever_publishes_may_not_read(meeting):
    closed_elsewhere(meeting, network=NetworkFactory())
    closed_elsewhere(meeting, openness=Openness.BODY, planned_openness=Openness.BODY)

    assert told(meeting) == []


@pytest.mark.usefixtures("named")
def test_nor_of_what_stands_open_on_another_agenda(meeting):
    closed_elsewhere(meeting)
    public = {"openness": Openness.PUBLIC, "planned_openness": Openness.PUBLIC}
    draft = MeetingFactory(state=MeetingState.DRAFT, body__network=meeting.body.network)
    item = AgendaItemFactory(meeting=draft, title="Ontruiming De Linde", **public)
    assert told(meeting) == ["closed"]

    item.meeting.state = MeetingState.CONVENED
    item.meeting.save()

    assert told(meeting) == []


def test_a_text_that_calls_another_body_this_one_stands_out(meeting):
    other = BodyFactory(network=meeting.body.network, short_name="AB Veiligheid")
    MeetingFactory(body=other)
    AgendaItemFactory(meeting=meeting, minutes="Iemand uit dit AB.", **OPEN)

    assert told(meeting) == ["body"]
