"""Pages about meetings: what each reader sees, and what comes next."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ivz.authorization.openness import Openness
from ivz.authorization.roles import Role
from ivz.meetings.models import Meeting
from ivz.meetings.states import ItemKind, MeetingState, Presence
from tests.factories import (
    TODAY,
    AdvicePointFactory,
    AgendaItemFactory,
    DecisionFactory,
    DraftDecisionFactory,
    FollowUpFactory,
    MeetingFactory,
    NetworkFactory,
    PersonFactory,
    ProposalFactory,
    RestrictionFactory,
    SeatFactory,
    UserFactory,
    member_of,
    secretary_of,
)
from tests.meetings.pages import address, main_of, soup

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("ivz.web.middleware.today", lambda: TODAY)


@pytest.fixture
def meeting():
    return MeetingFactory(starts_at=dt.time(10, 30), ends_at=dt.time(12))


@pytest.fixture
def secretary(client, meeting):
    client.force_login(secretary_of(meeting.body).user)
    return client


@pytest.fixture
def member(client, meeting):
    client.force_login(member_of(meeting.body).user)
    return client


class TestList:
    def test_meetings_stand_under_coming_and_past(self, client, meeting):
        MeetingFactory(body=meeting.body, date=YESTERDAY)

        page = soup(client.get(reverse("meetings:list")))

        assert len(page.select("[aria-labelledby=upcoming] .ivz-meeting")) == 1
        assert len(page.select("[aria-labelledby=past] .ivz-meeting")) == 1

    @pytest.mark.parametrize("state", [MeetingState.HELD, MeetingState.ADOPTED])
    def test_a_meeting_held_today_is_not_coming_any_more(self, client, state):
        MeetingFactory(state=state)

        page = soup(client.get(reverse("meetings:list")))

        assert not page.select("[aria-labelledby=upcoming] .ivz-meeting")
        assert len(page.select("[aria-labelledby=past] .ivz-meeting")) == 1

    def test_a_meeting_that_is_over_has_no_time_still_to_choose(self, client):
        MeetingFactory(state=MeetingState.HELD, starts_at=None)

        text = main_of(client.get(reverse("meetings:list")))

        assert "nog niet gekozen" not in text

    def test_a_visitor_sees_no_meeting_in_preparation(self, client):
        MeetingFactory(state=MeetingState.DRAFT)

        assert not soup(client.get(reverse("meetings:list"))).select(".ivz-meeting")

    def test_only_the_chosen_network_is_listed(self, client, meeting):
        other = MeetingFactory(body__network=NetworkFactory(name="Aaa"))
        client.post(reverse("network:choose"), {"network": meeting.body.network.slug})

        text = main_of(client.get(reverse("meetings:list")))

        assert meeting.body.name in text
        assert other.body.name not in text

    def test_a_practice_meeting_says_so(self, client):
        MeetingFactory(is_practice=True)

        assert soup(client.get(reverse("meetings:list"))).select(".ivz-badge--example")

    def test_the_number_of_queries_does_not_grow(
        self, secretary, meeting, django_assert_max_num_queries
    ):
        for number in range(30):
            MeetingFactory(body=meeting.body, date=YESTERDAY, slug=f"m{number}")

        with django_assert_max_num_queries(15):
            secretary.get(reverse("meetings:list"))


class TestMeeting:
    def test_a_visitor_sees_public_items_only_and_no_trace_of_others(self, client, meeting):
        AgendaItemFactory(meeting=meeting, title="Voor iedereen", openness=Openness.PUBLIC)
        AgendaItemFactory(meeting=meeting, title="Voor het netwerk", planned_minutes=4713)
        AgendaItemFactory(
            meeting=meeting,
            title="Geheim",
            openness=Openness.RESTRICTED,
            restriction=RestrictionFactory(),
        )

        page = client.get(meeting.get_absolute_url())

        assert "Voor iedereen" in main_of(page)
        assert not any(word in main_of(page) for word in ["Voor het netwerk", "Geheim", "4.713"])
        assert len(soup(page).select(".ivz-agenda > li")) == 1

    def test_a_meeting_in_preparation_is_unknown_outside_the_network(self, client, meeting):
        Meeting.objects.update(state=MeetingState.DRAFT)

        assert client.get(meeting.get_absolute_url()).status_code == 404

    def test_minutes_and_attendance_wait_for_publishing(self, client, meeting):
        AgendaItemFactory(meeting=meeting, openness=Openness.PUBLIC, minutes="Er is gesproken.")
        seat = SeatFactory(body=meeting.body, person__function="Burgemeester van Dorp")
        meeting.attendance.create(seat=seat, presence=Presence.PRESENT)

        before = main_of(client.get(meeting.get_absolute_url()))
        Meeting.objects.update(published_at=timezone.now(), published_by=UserFactory())
        after = main_of(client.get(meeting.get_absolute_url()))

        assert "gesproken" not in before
        assert "Burgemeester" not in before
        assert "gesproken" in after
        assert "Burgemeester" in after

    def test_the_clock_runs_on_from_item_to_item(self, member, meeting):
        for minutes in (5, None, 15, 10):
            AgendaItemFactory(meeting=meeting, planned_minutes=minutes)

        page = soup(member.get(meeting.get_absolute_url()))

        times = [time.text for time in page.select(".ivz-agenda__time b")]
        assert times == ["10.30", "10.35", "10.35", "10.50"]

    def test_an_agenda_that_does_not_fit_says_by_how_much(self, member, meeting):
        AgendaItemFactory(meeting=meeting, planned_minutes=100)

        figures = soup(member.get(meeting.get_absolute_url())).select_one(".ivz-figures").text

        assert "100" in figures
        assert "10 " in figures

    def test_the_own_portfolio_comes_first(self, client, meeting):
        reader = member_of(meeting.body)
        holder = reader.user.person
        own = ProposalFactory(body=meeting.body, portfolio_holder=holder, title="Van mij")
        AgendaItemFactory(meeting=meeting, proposal=ProposalFactory(body=meeting.body))
        AgendaItemFactory(meeting=meeting, proposal=own)
        client.force_login(reader.user)

        page = soup(client.get(meeting.get_absolute_url()))

        assert [panel.a["href"] for panel in page.select(".ivz-own")] == [own.get_absolute_url()]
        assert len(page.select(".ivz-agenda .is-own")) == 1

    def test_a_paper_that_is_closed_does_not_show_on_an_open_item(self, client, meeting):
        paper = ProposalFactory(body=meeting.body, title="Nog geheim")
        AgendaItemFactory(meeting=meeting, openness=Openness.PUBLIC, proposal=paper)

        assert "Nog geheim" not in main_of(client.get(meeting.get_absolute_url()))

    def test_the_number_of_queries_does_not_grow_with_the_agenda(
        self, secretary, meeting, django_assert_max_num_queries
    ):
        for _ in range(15):
            proposal = ProposalFactory(body=meeting.body, portfolio_holder=PersonFactory())
            AdvicePointFactory(proposal=proposal)
            AgendaItemFactory(meeting=meeting, proposal=proposal)
            decision = DecisionFactory(body=meeting.body)
            FollowUpFactory(
                body=meeting.body, decision=decision, owner=PersonFactory(), opened_on=YESTERDAY
            )

        with django_assert_max_num_queries(20):
            secretary.get(meeting.get_absolute_url())

    def test_the_meeting_and_its_body_are_asked_once(self, secretary, meeting):
        AgendaItemFactory(meeting=meeting)

        with CaptureQueriesContext(connection) as asked:
            secretary.get(meeting.get_absolute_url())

        found = [each["sql"] for each in asked if '"last_day" >=' not in each["sql"]]  # no clashes
        assert sum(sql.startswith('SELECT "meetings_meeting"."id"') for sql in found) == 1
        assert not any(sql.startswith('SELECT "network_body"."id"') for sql in found)


class TestNextStep:
    def step_in(self, client, meeting):
        return soup(client.get(meeting.get_absolute_url())).select_one(".ivz-next")

    @pytest.fixture
    def item(self, meeting):
        return AgendaItemFactory(meeting=meeting, kind=ItemKind.DECIDE)

    def test_a_draft_is_convened(self, secretary, meeting, item):
        Meeting.objects.update(state=MeetingState.DRAFT)

        assert self.step_in(secretary, meeting).a["href"] == address("convene", meeting)

    def test_an_empty_draft_asks_for_an_item(self, secretary, meeting):
        Meeting.objects.update(state=MeetingState.DRAFT)

        assert self.step_in(secretary, meeting).a["href"] == address("add_item", meeting)

    def test_a_member_reads_who_takes_the_next_step(self, member, meeting, item):
        SeatFactory(body=meeting.body, role="secretary", person__function="Regiocoördinator")
        Meeting.objects.update(state=MeetingState.DRAFT)

        step = self.step_in(member, meeting)

        assert step.a is None
        assert "Regiocoördinator" in step.text

    def test_on_the_day_attendance_comes_before_decisions(self, secretary, meeting, item):
        first = self.step_in(secretary, meeting).a["href"]
        meeting.attendance.create(seat=SeatFactory(body=meeting.body), presence=Presence.PRESENT)

        assert first == address("attendance", meeting)
        assert self.step_in(secretary, meeting).a["href"] == address("record", meeting, item.label)

    def test_before_the_day_there_is_nothing_to_record(self, secretary, meeting, item):
        Meeting.objects.update(date=TODAY + dt.timedelta(days=7))

        assert self.step_in(secretary, meeting).a is None

    def test_what_joined_later_is_offered_for_publishing(self, secretary, meeting, item):
        AgendaItemFactory(meeting=meeting, planned_openness=Openness.PUBLIC)

        assert self.step_in(secretary, meeting).a["href"] == address("convene", meeting)

    def test_a_held_meeting_is_published_then_adopted_from_its_list(self, secretary, meeting):
        Meeting.objects.update(state=MeetingState.HELD)
        before = self.step_in(secretary, meeting).a["href"]
        Meeting.objects.update(published_at=timezone.now(), published_by=UserFactory())

        assert before == address("publish", meeting)
        assert self.step_in(secretary, meeting).a["href"] == address("decision_list", meeting)

    def test_a_visitor_has_no_next_step(self, client, meeting, item):
        assert self.step_in(client, meeting) is None


def test_an_adopted_meeting_offers_no_step_that_would_be_refused(client):
    meeting = MeetingFactory(state=MeetingState.ADOPTED)
    AgendaItemFactory(meeting=meeting, openness=Openness.PUBLIC)
    client.force_login(secretary_of(meeting.body).user)

    page = client.get(f"{meeting.get_absolute_url()}?bewerk=1").content.decode()

    assert "/sluit/" in page
    assert not any(
        step in page for step in ["/wijzig/", "/verwijder/", "/verplaats/", "agenda/nieuw/"]
    )


def test_the_deputy_of_the_chair_leads_a_meeting_and_is_named_so(client, secretary, meeting):
    deputy = PersonFactory(function="Burgemeester van Losser")
    chair = SeatFactory(body=meeting.body, role=Role.CHAIR, deputy=deputy)
    where = reverse("meetings:edit", args=[meeting.body.slug, meeting.slug])
    sent = {"date": meeting.date.isoformat(), "version": meeting.version}

    def leads(person):
        meeting.refresh_from_db()
        sent["version"] = meeting.version
        assert client.post(where, sent | {"chair": person.pk}).status_code == 302
        return main_of(client.get(meeting.get_absolute_url()))

    assert "Plaatsvervangend voorzitter Burgemeester van Losser" in leads(deputy)
    assert "Plaatsvervangend voorzitter" not in leads(chair.person)


@pytest.mark.parametrize(
    ("openness", "leads_there"), [(Openness.PUBLIC, True), (Openness.NETWORK, False)]
)
def test_an_item_leads_to_its_decision_only_for_who_may_read_that(client, openness, leads_there):
    meeting = MeetingFactory(state=MeetingState.HELD)
    keeper = member_of(meeting.body).user
    type(meeting).objects.update(published_at="2016-10-12T10:00:00Z", published_by=keeper)
    item = AgendaItemFactory(meeting=meeting, openness=Openness.PUBLIC)
    decision = DecisionFactory(body=meeting.body, openness=openness)
    DraftDecisionFactory(item=item, decision=decision)

    assert ("Naar het besluit" in main_of(client.get(meeting.get_absolute_url()))) is leads_there
    client.force_login(keeper)
    assert "Naar het besluit" in main_of(client.get(meeting.get_absolute_url()))
