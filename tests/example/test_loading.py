"""The example region, loaded through the actions people use."""

import datetime as dt
import re
from pathlib import Path

import pytest

from ivz.audit.models import AuditEntry
from ivz.authorization.openness import Openness
from ivz.decisions.models import Decision, FollowUp
from ivz.decisions.queries import open_follow_ups
from ivz.decisions.states import FollowUpState, Outcome
from ivz.example import loader
from ivz.example.files import records
from ivz.home import tasks
from ivz.home.queries.audit_trail import ReadableEntry
from ivz.home.queries.integrity import findings
from ivz.insight.models import Claim, Figure
from ivz.mail.models import Mail
from ivz.meetings.models import AgendaItem, Attendance, Meeting
from ivz.meetings.states import MeetingState, Presence
from ivz.network.models import Area, Seat, in_force
from ivz.network.models.areas import AreaKind
from ivz.network.queries.areas import municipalities_in
from tests.factories import visitor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example_region")]
OCTOBER = dt.date(2016, 10, 10)
DATA = Path(loader.__file__).parent / "data"


@pytest.mark.parametrize(
    ("district", "municipalities"),
    [
        ("district-twente", 14),
        ("district-ijsselland", 11),
        ("district-noord-en-oost-gelderland", 22),
        ("district-gelderland-midden", 15),
        ("district-gelderland-zuid", 14),
        ("eenheid-oost", 76),
    ],
)
def test_every_municipality_lies_in_its_district(district, municipalities):
    area = Area.objects.get(code=district)

    assert municipalities_in(area, on=dt.date(2024, 1, 1)).count() == municipalities


def test_in_2016_the_unit_had_79_municipalities():
    unit = Area.objects.get(code="eenheid-oost")
    inside = municipalities_in(unit, on=OCTOBER)

    assert inside.filter(in_force(OCTOBER)).count() == 79


def test_twente_has_five_police_teams():
    teams = Area.objects.filter(
        kind=AreaKind.POLICE_TEAM, parent_links__parent__code="district-twente"
    )

    assert teams.count() == 5


def test_the_meeting_of_october_counts_as_in_the_source():
    meeting = Meeting.objects.get(date=OCTOBER, is_practice=False)
    present = Attendance.objects.filter(meeting=meeting, presence=Presence.PRESENT)
    absent = Attendance.objects.filter(meeting=meeting, presence=Presence.ABSENT_WITH_NOTICE)

    assert present.exclude(seat__person=meeting.chair).count() == 22
    assert absent.count() == 5
    assert meeting.is_published


def test_the_nine_points_of_the_proposal_were_decided_one_by_one():
    drafts = AgendaItem.objects.get(
        meeting__date=OCTOBER, meeting__is_practice=False, label="D1"
    ).drafts.order_by("point__position")

    outcomes = [draft.decision.outcome for draft in drafts]

    accepted, with_open_point = Outcome.ACCEPTED, Outcome.ACCEPTED_WITH_OPEN_POINT
    assert outcomes == [*[accepted] * 7, with_open_point, accepted]


def test_the_open_point_returns_in_december():
    body = Meeting.objects.get(date=OCTOBER, is_practice=False).body
    returning = open_follow_ups(
        body.pk, before=dt.date(2016, 12, 12), actor=visitor(), is_practice=False
    )

    assert "toezicht en handhaving" in returning.get(kind="open_point").what


def test_a_visitor_sees_no_closed_record():
    someone = visitor(today=OCTOBER)

    items = AgendaItem.objects.visible_to(someone)
    decisions = Decision.objects.visible_to(someone)

    assert set(items.values_list("openness", flat=True)) == {Openness.PUBLIC}
    assert set(decisions.values_list("openness", flat=True)) == {Openness.PUBLIC}
    assert AgendaItem.objects.filter(openness=Openness.BODY).exists()
    assert AgendaItem.objects.filter(openness=Openness.RESTRICTED).exists()


def test_the_practice_pair_is_undecided():
    practice = Meeting.objects.filter(is_practice=True).order_by("date")

    assert [(meeting.date, meeting.state) for meeting in practice] == [
        (OCTOBER, MeetingState.CONVENED),
        (dt.date(2016, 12, 12), MeetingState.DRAFT),
    ]
    assert not FollowUp.objects.filter(is_practice=True).exists()


def test_nothing_was_said_yet_in_a_practice_meeting():
    spoken = AgendaItem.objects.exclude(minutes="", conclusion="")

    assert spoken.filter(meeting__is_practice=False).exists()
    assert not spoken.filter(meeting__is_practice=True).exists()


def test_items_stand_in_the_order_of_the_source():
    for row in records("meetings.toml")["meetings"]:
        meeting = Meeting.objects.get(
            date=row["date"], body__slug__endswith=row["body"], is_practice=False
        )
        labels = list(meeting.items.values_list("label", flat=True))
        assert labels == [item["label"] for item in row["items"]]


def test_closed_and_invented_items_are_labelled():
    closed = AgendaItem.objects.exclude(openness__in=[Openness.PUBLIC, Openness.NETWORK])

    assert closed.exists()
    assert all(item.is_invented and "(voorbeeld)" in item.title for item in closed)


def test_every_cell_and_every_statement_is_there():
    assert Figure.objects.count() == 126
    assert Claim.objects.count() >= 30
    assert FollowUp.objects.filter(state=FollowUpState.DONE).count() == 5


def test_every_seat_lies_within_its_body():
    for seat in Seat.objects.select_related("body"):
        assert seat.valid_from is None or seat.body.is_in_force(seat.valid_from), seat


def test_the_files_hold_no_phone_numbers_or_addresses():
    for path in DATA.iterdir():
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\b0\d{1,3}[\s-]?\d{6,8}\b", text), path
        assert "@" not in text, path


def test_the_audit_trail_of_the_example_reads_without_codes():
    entries = [ReadableEntry(entry) for entry in AuditEntry.objects.all()]

    codes = {row.entry.event for row in entries if row.event == row.entry.event}
    kinds = {row.entry.subject_model for row in entries if row.entry.subject_model in row.subject}
    assert entries
    assert (codes, kinds) == (set(), set())


def test_the_example_mails_who_has_something_to_do_by_function(settings):
    settings.EMAIL_BACKEND = "ivz.mail.backend.WaitingMailBackend"

    tasks.send_digests(loader.FIRST_DAY)

    mails = dict(Mail.objects.values_list("to", "text"))
    assert "regiocoordinator@twente.example" in mails
    assert all(address.endswith("@twente.example") for address in mails)


def test_everything_in_the_example_holds_together():
    assert [str(finding) for finding in findings()] == []
