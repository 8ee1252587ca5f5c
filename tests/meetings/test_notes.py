"""The meeting as a member prepares it, and the notes that only their writer reads."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from ivz.accounts.actors import Actor
from ivz.accounts.models import User
from ivz.audit.models import AuditEntry
from ivz.authorization.openness import Openness
from ivz.authorization.roles import Duty
from ivz.meetings.actions import agendas, notes, parking, proposals
from ivz.meetings.actions.parking import ParkingDetails
from ivz.meetings.actions.proposals import ProposalDetails
from ivz.meetings.models import AgendaItem, PrivateNote, Proposal
from ivz.meetings.queries.notes import own_notes
from ivz.meetings.queries.reading import reading
from ivz.privacy.models import CorrectionRequest
from ivz.privacy.queries import held_about
from ivz.privacy.retention import remove_due, unused_notes
from ivz.workflow.versions import StaleEdit
from tests.factories import (
    TODAY,
    AdvicePointFactory,
    AgendaItemFactory,
    AnnexFactory,
    BodyFactory,
    DocumentFactory,
    FollowUpFactory,
    MeetingFactory,
    PersonFactory,
    ProposalFactory,
    RestrictionFactory,
    UserFactory,
    VersionFactory,
    member_of,
    secretary_of,
    someone_with_duty,
    visitor,
)
from tests.meetings.lateness_factories import PrivateNoteFactory
from tests.meetings.pages import address, main_of, soup

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]
NOW = dt.datetime(2016, 10, 9, 6, 12, tzinfo=dt.UTC)
TEXT = "Hoort toezicht hier thuis?"


@pytest.fixture
def meeting():
    return MeetingFactory(starts_at=dt.time(10, 30), ends_at=dt.time(12))


@pytest.fixture
def paper(meeting):
    return ProposalFactory(body=meeting.body, title="Samen sterk", summary="Kort gezegd")


@pytest.fixture
def item(meeting, paper):
    return AgendaItemFactory(meeting=meeting, label="D1", proposal=paper)


@pytest.fixture
def reader(meeting):
    return member_of(meeting.body)


def note(item, text=TEXT, *, by, version=0):
    return notes.write(item, text, version=version, now=NOW, by=by)


def shown_at(meeting, label, *, to):
    rows = reading(meeting, actor=to).rows
    return next(row.noted for row in rows if row.row.item.label == label)


class TestWriting:
    def test_a_note_is_tied_to_the_item_and_to_the_paper_as_it_is(self, item, paper, reader):
        Proposal.objects.update(version=4)
        item.refresh_from_db()

        kept = note(item, by=reader)

        assert (kept.item, kept.proposal, kept.paper_version) == (item, paper, 4)
        assert (kept.user, kept.written_at) == (reader.user, NOW)
        assert not AuditEntry.objects.exists()

    def test_an_empty_text_throws_the_note_away(self, item, reader):
        note(item, by=reader)

        left = note(item, "  ", by=reader, version=1)

        assert left.version == 0
        assert not PrivateNote.objects.exists()

    def test_two_windows_of_one_writer_lose_nothing(self, item, reader):
        note(item, by=reader)
        note(item, "Van de tablet", by=reader, version=1)

        with pytest.raises(StaleEdit):
            note(item, "Van de laptop", by=reader, version=1)

        assert PrivateNote.objects.get().text == "Van de tablet"

    def test_each_writes_their_own(self, item, meeting, reader):
        other = member_of(meeting.body)

        note(item, by=reader)
        note(item, "Iets anders", by=other)

        assert shown_at(meeting, "D1", to=reader).note.text == TEXT
        assert shown_at(meeting, "D1", to=other).note.text == "Iets anders"

    def test_who_is_not_of_the_network_or_looks_along_writes_nothing(self, item, meeting, reader):
        helping = Actor(today=TODAY, user=reader.user, helper=member_of(meeting.body).user)

        for other in (member_of(BodyFactory()), visitor(), helping):
            with pytest.raises(PermissionDenied):
                note(item, by=other)
        assert not PrivateNote.objects.exists()


class TestWhoReads:
    def test_nobody_but_the_writer(self, item, meeting, reader):
        note(item, by=reader)
        helping = Actor(today=TODAY, user=reader.user, helper=member_of(meeting.body).user)
        others = [
            secretary_of(meeting.body),
            member_of(meeting.body),
            member_of(BodyFactory()),
            someone_with_duty(Duty.ADMINISTRATOR),
            someone_with_duty(Duty.AUDITOR),
            visitor(),
            helping,
        ]

        assert PrivateNote.objects.visible_to(reader).count() == 1
        for other in others:
            assert not PrivateNote.objects.visible_to(other).exists()
            assert own_notes(other) == []

    def test_no_page_of_another_shows_it_and_nobody_throws_it_away(
        self, client, item, meeting, reader
    ):
        kept = note(item, by=reader)
        remove = reverse("meetings:remove_note", args=[kept.pk])

        client.force_login(secretary_of(meeting.body).user)
        pages = [
            client.get(address("reading", meeting)),
            client.get(meeting.get_absolute_url()),
            client.get(reverse("meetings:notes")),
            client.get(item.proposal.get_absolute_url()),
        ]

        assert all(page.status_code == 200 for page in pages)
        assert all(TEXT not in page.content.decode() for page in pages)
        assert client.post(remove).status_code == 404
        client.force_login(someone_with_duty(Duty.ADMINISTRATOR).user)
        assert client.get(address("reading", meeting)).status_code == 404
        assert PrivateNote.objects.exists()

    def test_what_is_held_about_me_counts_it_and_does_not_copy_it(self, item, reader):
        note(item, by=reader)

        held = str(held_about(reader.user, None))

        assert "Eigen aantekeningen bij stukken" in held
        assert TEXT not in held
        assert not CorrectionRequest.objects.exists()

    def test_a_closed_item_is_no_longer_named_beside_the_note(self, client, item, reader):
        note(item, by=reader)
        AgendaItem.objects.update(openness=Openness.BODY, title="Zeer geheim")
        Proposal.objects.update(openness=Openness.BODY, title="Zeer geheim")
        reader.user.person.seats.update(body=BodyFactory(network=item.meeting.body.network))
        client.force_login(reader.user)

        page = main_of(client.get(reverse("meetings:notes")))

        assert TEXT in page
        assert "Zeer geheim" not in page


class TestGoingAlong:
    def test_it_stays_with_an_item_that_moves_or_gets_another_label(self, item, meeting, reader):
        note(item, by=reader)
        by = secretary_of(meeting.body)
        AgendaItemFactory(meeting=meeting, label="A", position=9)

        agendas.move_item(item, step=1, by=by)
        AgendaItem.objects.filter(pk=item.pk).update(label="E2")

        assert shown_at(meeting, "E2", to=reader).note.text == TEXT

    @pytest.mark.parametrize("takes_off", [True, False])
    def test_it_goes_to_the_meeting_for_which_an_item_without_paper_is_parked(
        self, meeting, reader, takes_off
    ):
        item = AgendaItemFactory(meeting=meeting, label="B", proposal=None)
        later = MeetingFactory(body=meeting.body, date=TODAY + dt.timedelta(days=60))
        note(item, by=reader)
        by = secretary_of(meeting.body)

        parked = parking.park_item(
            item,
            ParkingDetails(body=meeting.body, title="Later"),
            takes_off=takes_off,
            version=1,
            by=by,
        )
        parking.place(parked, later, label="Q", version=1, by=by)

        assert shown_at(later, "Q", to=reader).note.text == TEXT

    def test_it_goes_along_with_the_paper_to_every_agenda(self, item, paper, meeting, reader):
        note(item, by=reader)
        later = MeetingFactory(body=meeting.body, date=TODAY + dt.timedelta(days=60))
        again = AgendaItemFactory(meeting=later, label="C", proposal=paper)
        agendas.remove_item(item, version=1, by=secretary_of(meeting.body))

        there = shown_at(later, "C", to=reader)
        note(again, "Nu echt", by=reader, version=there.version)

        assert there.note.text == TEXT
        assert PrivateNote.objects.get().text == "Nu echt"

    def test_a_paper_with_a_note_of_its_own_keeps_it_when_it_comes_on_another_item(
        self, item, meeting, reader
    ):
        other = AgendaItemFactory(meeting=meeting, label="E", proposal=ProposalFactory())
        note(item, by=reader)
        note(other, "Bij het andere stuk", by=reader)
        AgendaItem.objects.filter(pk=item.pk).update(proposal=other.proposal)
        item.refresh_from_db()

        again = note(item, "Nu met dat stuk", by=reader, version=1)

        assert again.proposal is None
        assert shown_at(meeting, "E", to=reader).note.text == "Bij het andere stuk"

    def test_one_left_behind_can_still_be_read_and_thrown_away(self, client, meeting, reader):
        item = AgendaItemFactory(meeting=meeting, proposal=None)
        kept = note(item, by=reader)
        agendas.remove_item(item, version=1, by=secretary_of(meeting.body))
        client.force_login(reader.user)

        before = main_of(client.get(reverse("meetings:notes")))
        client.post(reverse("meetings:remove_note", args=[kept.pk]))

        assert TEXT in before
        assert not PrivateNote.objects.exists()

    def test_it_says_that_the_proposal_changed_since(self, item, paper, meeting, reader):
        note(item, by=reader)
        by = secretary_of(meeting.body)
        same = ProposalDetails(title=paper.title, summary=paper.summary, author="Beleid")

        proposals.change(paper, same, version=1, by=by)
        as_it_was = shown_at(meeting, "D1", to=reader)
        proposals.change(paper, ProposalDetails(title="Anders"), version=2, by=by)
        changed = shown_at(meeting, "D1", to=reader)
        item.refresh_from_db()
        note(item, "Opnieuw gelezen", by=reader, version=1)

        assert not as_it_was.is_on_older_paper
        assert changed.is_on_older_paper
        assert not shown_at(meeting, "D1", to=reader).is_on_older_paper

    def test_it_says_that_an_annex_got_a_newer_version_since(self, item, paper, meeting, reader):
        annex = AnnexFactory(proposal=paper, title="Tabel", document=DocumentFactory())
        VersionFactory(document=annex.document, number=1)
        first = notes.write(item, TEXT, version=0, now=timezone.now(), by=reader)
        before = shown_at(meeting, "D1", to=reader)
        PrivateNote.objects.filter(pk=first.pk).update(written_at=NOW)
        VersionFactory(document=annex.document, number=2)

        assert not before.newer_annexes
        assert shown_at(meeting, "D1", to=reader).newer_annexes == ["Tabel"]

    def test_it_goes_with_the_account_and_after_its_period(self, reader):
        note_of_old = PrivateNoteFactory(written_at=timezone.now() - dt.timedelta(days=800))
        kept = PrivateNoteFactory(user=reader.user, written_at=timezone.now())
        left = UserFactory()
        User.objects.filter(pk=left.pk).update(created_at=NOW - dt.timedelta(days=1_000))
        PrivateNoteFactory(user=left, written_at=timezone.now())

        assert list(unused_notes(TODAY)) == [note_of_old]
        remove_due(TODAY, by=Actor(today=TODAY))
        assert list(PrivateNote.objects.all()) == [kept]


class TestPage:
    @pytest.fixture
    def own(self, paper, reader):
        paper.portfolio_holder_id = reader.person_id
        paper.save()
        return paper

    def test_own_portfolio_comes_first_with_papers_to_read_in_place(
        self, client, meeting, item, own, reader
    ):
        AdvicePointFactory(proposal=own, label="7", title="Wijs een trekker aan")
        AgendaItemFactory(meeting=meeting, label="A", title="Opening", position=1)
        FollowUpFactory(body=meeting.body, what="Uitleg", opened_on=TODAY - dt.timedelta(days=90))
        client.force_login(reader.user)

        page = soup(client.get(address("reading", meeting)))

        titles = [heading.get_text() for heading in page.select("main h2")]
        assert titles == ["Eigen portefeuille", "Hele agenda", "Eerder toegezegd, nog open"]
        assert "Wijs een trekker aan" in page.select_one(".ivz-own details").get_text()
        assert len(page.select("form[data-outbox] textarea")) == 2
        assert page.select(f'a[href="{address("papers_pdf", meeting)}"]')

    def test_a_stranger_finds_nothing_and_an_empty_agenda_says_what_comes(
        self, client, meeting, reader
    ):
        stranger = client.get(address("reading", meeting))
        client.force_login(member_of(BodyFactory()).user)
        neighbour = client.get(address("reading", meeting))
        client.force_login(reader.user)

        empty = main_of(client.get(address("reading", meeting)))

        assert (stranger.status_code, neighbour.status_code) == (404, 404)
        assert "Er staat nog niets op de agenda" in empty

    def test_a_paper_closed_to_the_reader_ties_no_note(self, client, meeting, item, paper, reader):
        Proposal.objects.update(openness=Openness.RESTRICTED, restriction=RestrictionFactory())
        client.force_login(reader.user)

        page = client.get(address("reading", meeting))
        client.post(address("write_note", meeting, item.pk), {"text": TEXT, "version": 0})

        assert "Samen sterk" not in page.content.decode()
        assert PrivateNote.objects.get().proposal is None

    def test_it_saves_by_button_and_by_itself_and_shows_both_when_stale(
        self, client, meeting, item, reader
    ):
        client.force_login(reader.user)
        here = address("write_note", meeting, item.pk)

        pressed = client.post(here, {"text": TEXT, "version": 0})
        itself = client.post(
            here, {"text": "Langer", "version": 1, "outbox-key": str(uuid.uuid4())}
        )
        stale = client.post(here, {"text": "Oud", "version": 1})

        assert pressed.url == f"{address('reading', meeting)}#punt-D1"
        assert itself.json()["version"] == 2
        assert stale.status_code == 409
        assert "Langer" in main_of(stale)
        assert "Oud" in main_of(stale)

    def test_a_note_on_an_item_of_another_meeting_is_not_found(self, client, meeting, reader):
        other = AgendaItemFactory()
        client.force_login(reader.user)

        assert client.post(address("write_note", meeting, other.pk)).status_code == 404

    def test_it_asks_no_more_queries_for_more_papers(
        self, client, meeting, item, reader, django_assert_max_num_queries
    ):
        for number in range(6):
            paper = ProposalFactory(body=meeting.body)
            AdvicePointFactory(proposal=paper)
            annex = AnnexFactory(proposal=paper, document=DocumentFactory())
            VersionFactory(document=annex.document)
            AgendaItemFactory(meeting=meeting, label=f"E{number}", proposal=paper)
        PersonFactory()
        client.force_login(reader.user)

        with django_assert_max_num_queries(20):
            client.get(address("reading", meeting))
