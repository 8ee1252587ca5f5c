"""Until when papers are handed in, and what comes after the agenda was frozen."""

import datetime as dt
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from ivz.accounts.actors import Actor
from ivz.audit.models import AuditEntry
from ivz.authorization.openness import Openness
from ivz.errors import RuleBroken
from ivz.meetings.actions import (
    agendas,
    annexes,
    parking,
    planning,
    proposals,
    standing,
    tray,
)
from ivz.meetings.actions.agendas import ItemDetails
from ivz.meetings.actions.annexes import AnnexDetails
from ivz.meetings.actions.parking import ParkingDetails
from ivz.meetings.actions.planning import MeetingDetails
from ivz.meetings.actions.proposals import PointDetails, ProposalDetails
from ivz.meetings.models import AgendaItem, LateChange, Meeting, Proposal
from ivz.meetings.queries.lateness import deadlines_of, late_changes, late_on, with_late
from ivz.meetings.queries.meetings import agenda
from ivz.meetings.states import Event, LateKind, MeetingState, Terms
from tests.factories import (
    TODAY,
    AgendaItemFactory,
    BodyFactory,
    FollowUpFactory,
    MeetingFactory,
    ProposalFactory,
    RestrictionFactory,
    member_of,
    secretary_of,
    visitor,
)
from tests.meetings.pages import main_of, soup
from tests.meetings.parking_factories import ParkedItemFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]
WHY = "Het cijfer kwam gisteren binnen"
ITEM = ItemDetails(label="Z", title="Spoed")


@pytest.fixture
def body():
    return BodyFactory()


@pytest.fixture
def meeting(body):
    """Give a meeting that is out, four days after its agenda was frozen."""
    on = TODAY + dt.timedelta(days=3)
    return MeetingFactory(body=body, date=on, papers_due_days=14, freeze_days=7)


@pytest.fixture
def by(body):
    return secretary_of(body)


def lay_down(body, **terms):
    by = secretary_of(body)
    return standing.set_standing(body, [], terms=Terms(**terms), version=1, by=by)


class TestTerms:
    def test_a_new_meeting_takes_the_terms_of_its_body_along(self, body, by):
        lay_down(body, papers_due_days=14, freeze_days=7)

        planned = planning.plan(MeetingDetails(date=TODAY), body=body, by=by)
        practice = planning.plan(MeetingDetails(date=TODAY), body=body, by=by, is_practice=True)

        assert planned.papers_due_on == dt.date(2016, 9, 26)
        assert planned.freezes_on == dt.date(2016, 10, 3)
        assert practice.freezes_on is None

    def test_moving_a_meeting_moves_its_terms_and_another_term_stays_with_it(self, meeting, by):
        details = MeetingDetails(date=TODAY + dt.timedelta(days=10))
        moved = planning.change(meeting, details, version=1, by=by)

        own = planning.change(
            moved, MeetingDetails(date=moved.date, terms=Terms(freeze_days=2)), version=2, by=by
        )

        assert moved.freezes_on == TODAY + dt.timedelta(days=3)
        assert (own.papers_due_on, own.freezes_on) == (None, TODAY + dt.timedelta(days=8))

    def test_standing_items_can_change_without_the_terms(self, body, by):
        agenda = lay_down(body, freeze_days=7)

        again = standing.set_standing(body, standing.usual(), version=agenda.version, by=by)

        assert again.freeze_days == 7

    @pytest.mark.parametrize(
        ("due", "freezes"), [(3, 7), (61, None), (None, 61)], ids=["order", "due", "frozen"]
    )
    def test_terms_that_cannot_be_are_refused(self, body, due, freezes):
        with pytest.raises(RuleBroken):
            lay_down(body, papers_due_days=due, freeze_days=freezes)

    def test_a_member_lays_no_terms_down(self, body):
        with pytest.raises(PermissionDenied):
            standing.set_standing(
                body, [], terms=Terms(freeze_days=1), version=1, by=member_of(body)
            )

    @pytest.mark.parametrize(
        ("state", "days_ahead", "freeze_days", "expected"),
        [
            (MeetingState.DRAFT, 3, 7, False),
            (MeetingState.CONVENED, 8, 7, False),
            (MeetingState.CONVENED, 7, 7, True),
            (MeetingState.CONVENED, 0, 0, True),
            (MeetingState.CONVENED, 0, None, False),
            (MeetingState.HELD, 0, 7, False),
            (MeetingState.ADOPTED, 0, 7, False),
        ],
    )
    def test_an_agenda_is_frozen_when_it_is_out_and_the_day_has_come(
        self, state, days_ahead, freeze_days, expected
    ):
        on = TODAY + dt.timedelta(days=days_ahead)
        meeting = Meeting(date=on, state=state, freeze_days=freeze_days)

        assert meeting.is_frozen_on(TODAY) is expected

    def test_the_last_day_still_counts(self, meeting):
        last = meeting.papers_due_on

        assert not deadlines_of(meeting, on=last).is_past_due
        assert deadlines_of(meeting, on=last + dt.timedelta(days=1)).is_past_due


class TestLate:
    def test_a_late_item_asks_for_a_reason_and_keeps_it(self, meeting, by):
        with pytest.raises(RuleBroken) as refused:
            agendas.add_item(meeting, ITEM, by=by)
        assert not AgendaItem.objects.exists()

        item = agendas.add_item(
            meeting, ItemDetails(label="Z", title="Spoed", late_reason=f" {WHY} "), by=by
        )

        late = LateChange.objects.get()
        assert refused.value.field == "late_reason"
        assert (late.item, late.kind, late.reason) == (item, LateKind.ITEM_ADDED, WHY)
        assert (late.sent_on, late.sent_by) == (TODAY, by.user)
        assert AuditEntry.objects.filter(event=Event.SENT_LATE).count() == 1

    @pytest.mark.parametrize(
        "not_frozen",
        [{"freeze_days": None}, {"freeze_days": 2}, {"state": MeetingState.DRAFT}],
        ids=["no term", "term to come", "not out"],
    )
    def test_what_comes_in_time_asks_nothing(self, meeting, by, not_frozen):
        Meeting.objects.update(**not_frozen)

        agendas.add_item(meeting, ITEM, by=by)

        assert not LateChange.objects.exists()

    def test_another_question_is_late_and_another_place_is_not(self, meeting, by):
        item = AgendaItemFactory(meeting=meeting, label="A", title="Opening")
        same = ItemDetails(label="B", title="Opening", kind=item.kind, planned_minutes=5)

        item = agendas.change_item(item, same, version=1, by=by)
        with pytest.raises(RuleBroken):
            agendas.change_item(item, ITEM, version=2, by=by)

        assert not LateChange.objects.exists()

    def test_closing_never_waits_for_a_reason(self, meeting, by):
        item = AgendaItemFactory(meeting=meeting, openness=Openness.PUBLIC)

        agendas.close_item(item, to=Openness.BODY, version=1, by=by)

        assert AgendaItem.objects.get().openness == Openness.BODY

    def test_another_text_of_a_paper_is_late_on_its_frozen_agenda(self, meeting, by):
        paper = ProposalFactory(body=meeting.body, title="Samen", summary="Kort")
        AgendaItemFactory(meeting=meeting, proposal=paper)
        MeetingFactory(body=meeting.body, slug="later").items.create(
            position=1, label="A", title="Ook", proposal=paper
        )
        same = ProposalDetails(title="Samen", summary="Kort", author="Beleid")
        point = PointDetails(label="1", title="Besluit")

        proposals.change(paper, same, version=1, by=by)
        with pytest.raises(RuleBroken):
            proposals.change(
                paper, ProposalDetails(title="Samen", points=[point]), version=2, by=by
            )
        proposals.change(
            paper,
            ProposalDetails(title="Samen", points=[point], late_reason=WHY),
            version=2,
            by=by,
        )

        late = LateChange.objects.get()
        assert (late.proposal, late.meeting, late.kind) == (paper, meeting, LateKind.PAPER_CHANGED)

    @pytest.mark.parametrize("place", ["meeting", "item", "paper"])
    def test_a_late_annex_and_its_next_version_are_marked(self, meeting, by, place):
        paper = ProposalFactory(body=meeting.body)
        item = AgendaItemFactory(meeting=meeting, proposal=paper)
        host = {"meeting": meeting, "item": item, "paper": paper}[place]
        with pytest.raises(RuleBroken):
            annexes.add(host, AnnexDetails(title="Tabel"), content=None, by=by)

        annex = annexes.add(host, AnnexDetails(title="Tabel", late_reason=WHY), content=None, by=by)
        page = b"%PDF-1.4 no pages"
        with pytest.raises(RuleBroken):
            annexes.replace(annex, page, version=1, is_public_at_once=False, by=by)

        assert [late.annex for late in LateChange.objects.all()] == [annex]

    def test_what_waits_beside_the_agenda_comes_on_it_with_a_reason(self, meeting, by):
        waiting = FollowUpFactory(body=meeting.body, what="Uitzoeken")
        with pytest.raises(RuleBroken):
            tray.put_on(meeting, waiting, label="Q", by=by)

        tray.put_on(meeting, waiting, label="Q", late_reason=WHY, by=by)

        assert LateChange.objects.get().reason == WHY

    def test_an_item_that_leaves_is_told_with_its_reason(self, meeting, by):
        item = AgendaItemFactory(meeting=meeting, label="C", title="Camera's")
        with pytest.raises(RuleBroken):
            agendas.remove_item(item, version=1, by=by)

        agendas.remove_item(item, version=1, late_reason=WHY, by=by)

        late = late_changes(meeting, actor=member_of(meeting.body))
        assert [(str(each), each.reason) for each in late] == [("Agendapunt C", WHY)]
        assert late_changes(meeting, actor=visitor()) == []

    def test_what_left_and_was_closed_since_is_named_nowhere(self, client, meeting, by):
        paper = ProposalFactory(body=meeting.body, title="Ontruiming De Linde")
        item = AgendaItemFactory(meeting=meeting, label="C", title=paper.title, proposal=paper)
        agendas.remove_item(item, version=1, late_reason=WHY, by=by)
        client.force_login(member_of(meeting.body).user)
        before = main_of(client.get(meeting.get_absolute_url()))
        restriction = RestrictionFactory(imposed_by__body=meeting.body)
        Proposal.objects.update(openness=Openness.RESTRICTED, restriction=restriction)

        page = client.get(meeting.get_absolute_url()).content.decode()

        assert WHY in before
        for closed in (WHY, "De Linde", "Sinds de agenda vaststaat"):
            assert closed not in page
        assert "De Linde" not in LateChange.objects.get().words

    def test_a_paper_that_left_and_came_back_is_not_late_because_of_it(self, meeting, by):
        paper = ProposalFactory(body=meeting.body)
        item = AgendaItemFactory(meeting=meeting, proposal=paper)
        agendas.remove_item(item, version=1, late_reason=WHY, by=by)
        AgendaItemFactory(meeting=meeting, label="D", proposal=paper)
        member = member_of(meeting.body)

        rows = with_late(agenda(meeting, actor=member), late_changes(meeting, actor=member)).rows

        assert [list(row.late) for row in rows] == [[]]
        assert late_on(paper, actor=member) == []

    def test_a_closed_item_leaves_without_a_trace_and_without_a_reason(self, meeting, by):
        closed = {"openness": Openness.BODY, "planned_openness": Openness.BODY}
        item = AgendaItemFactory(meeting=meeting, **closed)

        agendas.remove_item(item, version=1, by=by)

        assert not LateChange.objects.exists()

    def test_why_an_item_was_parked_stays_with_what_was_parked(self, client, meeting, by):
        details = ParkingDetails(body=meeting.body, title="Later", note="Wegens villa Zonzicht")
        item = AgendaItemFactory(meeting=meeting, label="C")

        parked = parking.park_item(item, details, takes_off=True, version=1, by=by)
        restriction = RestrictionFactory(imposed_by__body=meeting.body)
        type(parked).objects.update(openness=Openness.RESTRICTED, restriction=restriction)
        client.force_login(member_of(meeting.body).user)
        page = main_of(client.get(meeting.get_absolute_url()))

        assert parked.note == "Wegens villa Zonzicht"
        assert "Agendapunt C" in page
        assert "Geparkeerd voor een latere agenda." in page
        assert "Zonzicht" not in page + LateChange.objects.get().reason

    def test_reasons_of_parking_that_were_kept_before_are_forgotten(self, meeting):
        ParkedItemFactory(body=meeting.body, noted_in=meeting, note="Villa Zonzicht")
        for label, reason in (("C", "Villa Zonzicht"), ("D", WHY)):
            meeting.late_changes.create(
                kind=LateKind.ITEM_REMOVED, words=label, reason=reason, sent_on=TODAY
            )

        import_module("ivz.meetings.migrations.0026_reasons_of_parking").shorten(apps, None)

        told = dict(meeting.late_changes.values_list("words", "reason"))
        assert told == {"C": "Geparkeerd voor een latere agenda.", "D": WHY}

    def test_a_late_change_is_about_one_thing(self, meeting):
        item = AgendaItemFactory(meeting=meeting)

        with pytest.raises(IntegrityError):
            LateChange.objects.create(
                meeting=meeting, item=item, proposal=ProposalFactory(), reason="-", sent_on=TODAY
            )


class TestWhoSeesIt:
    @pytest.fixture
    def secret(self, meeting):
        closed = {"openness": Openness.RESTRICTED, "planned_openness": Openness.RESTRICTED}
        item = AgendaItemFactory(meeting=meeting, restriction=RestrictionFactory(), **closed)
        return LateChange.objects.create(
            meeting=meeting, item=item, kind="item_added", reason="Geheime reden", sent_on=TODAY
        )

    @pytest.fixture
    def late(self, meeting):
        item = AgendaItemFactory(meeting=meeting, openness=Openness.PUBLIC, title="Laat punt")
        return LateChange.objects.create(
            meeting=meeting, item=item, kind="item_added", reason=WHY, sent_on=TODAY
        )

    def test_each_of_the_network_sees_what_they_may_read(self, meeting, late, secret):
        neighbour = member_of(BodyFactory())

        assert late_changes(meeting, actor=member_of(meeting.body)) == [late]
        assert late_changes(meeting, actor=neighbour) == []
        assert late_changes(meeting, actor=visitor()) == []
        for other in (neighbour, visitor(), Actor(today=TODAY)):
            assert not LateChange.objects.visible_to(other).exists()

    def test_for_the_public_nothing_is_even_asked(self, meeting, late, django_assert_num_queries):
        with django_assert_num_queries(0):
            assert late_changes(meeting, actor=visitor()) == []

    def test_the_page_marks_it_and_the_public_page_tells_nothing(
        self, client, meeting, late, secret
    ):
        public = client.get(meeting.get_absolute_url())
        client.force_login(member_of(meeting.body).user)
        page = client.get(meeting.get_absolute_url())

        assert "Laat punt" in main_of(public)
        for word in ("Nagezonden", WHY, "vast sinds", "Geheime reden"):
            assert word not in main_of(public)
        assert main_of(page).count(WHY) == 2  # at the item, and under what changed
        assert "De agenda staat vast sinds donderdag 6 oktober 2016" in main_of(page)
        assert "Geheime reden" not in main_of(page)
        assert len(soup(page).select("#nagezonden")) == 1

    def test_the_agenda_says_until_when_and_the_secretary_is_reminded(self, client, body, by):
        meeting = MeetingFactory(
            body=body,
            date=TODAY + dt.timedelta(days=6),
            state=MeetingState.DRAFT,
            papers_due_days=3,
            freeze_days=1,
        )
        AgendaItemFactory(meeting=meeting)
        client.force_login(by.user)

        agenda = main_of(client.get(meeting.get_absolute_url()))
        early = main_of(client.get("/"))
        Meeting.objects.update(freeze_days=6)
        due = main_of(client.get("/"))
        client.force_login(member_of(body).user)
        member = main_of(client.get("/"))

        assert "aanleveren kan tot en met donderdag 13 oktober 2016" in agenda
        assert "De agenda gaat uiterlijk 15 oktober 2016 uit" in agenda
        assert "stukken tot en met 13 oktober" in early
        assert "de agenda gaat uit: de termijn was 10 oktober" in due
        assert "de agenda gaat uit" not in member
