"""Guests: who joins a meeting without a seat, noted by function."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from ivz.audit.models import AuditEntry
from ivz.errors import RuleBroken
from ivz.meetings.actions.attendance import record_attendance
from ivz.meetings.models import Meeting
from ivz.meetings.queries.attendance import attendees, turnout_of
from ivz.meetings.rules.attendance import SeatPresence
from ivz.meetings.states import Event, MeetingState, Presence
from ivz.network.models import Seat
from tests.factories import (
    TODAY,
    BodyFactory,
    MeetingFactory,
    PersonFactory,
    SeatFactory,
    secretary_of,
)

pytestmark = pytest.mark.django_db
ALDERMAN = "Wethouder zorg, Almelo"


@pytest.fixture
def meeting():
    return MeetingFactory(state=MeetingState.HELD)


def save(meeting, *guests, entries=(), by=None):
    by = by or secretary_of(meeting.body)
    return record_attendance(meeting, entries, version=meeting.version, by=by, guests=guests)


def text(answer):
    return " ".join(BeautifulSoup(answer.content, "lxml").get_text(" ").split())


def test_a_guest_joins_without_a_seat_and_is_not_counted_among_the_present(meeting):
    seat = SeatFactory(body=meeting.body, person=PersonFactory(function="Burgemeester van Dorp"))
    present = SeatPresence(seat=seat, presence=Presence.PRESENT)

    meeting = save(meeting, ALDERMAN, "Directeur GGD", entries=[present])

    found = attendees(meeting)
    assert (found.present, found.guests) == ([seat.person], [ALDERMAN, "Directeur GGD"])
    assert (turnout_of(meeting).others, turnout_of(meeting).guests) == (1, found.guests)
    assert AuditEntry.objects.get().event == Event.ATTENDANCE_RECORDED


def test_saving_again_replaces_the_guests(meeting):
    secretary = secretary_of(meeting.body)
    meeting = save(meeting, ALDERMAN, by=secretary)

    save(meeting, by=secretary)

    assert Meeting.objects.get().guests == ""


@pytest.mark.parametrize(
    ("guests", "why"),
    [
        (["Burgemeester van Dorp"], "heeft een zetel"),
        (["burgemeester van dorp, gast"], "heeft een zetel"),
        ([ALDERMAN, "wethouder zorg, almelo"], "twee keer"),
        (["x" * 151], "hoogstens"),
        ([str(number) for number in range(51)], "hoogstens"),
    ],
)
def test_a_guest_that_cannot_be_one_is_refused_with_the_way_out(meeting, guests, why):
    SeatFactory(body=meeting.body, person=PersonFactory(function="Burgemeester van Dorp"))

    with pytest.raises(RuleBroken, match=why):
        save(meeting, *guests)


def test_whoever_sat_here_earlier_can_be_a_guest(meeting):
    person = PersonFactory(function="Burgemeester van Dorp")
    SeatFactory(body=meeting.body, person=person, valid_until=TODAY)

    assert save(meeting, "Burgemeester van Dorp").guests == "Burgemeester van Dorp"


class TestFromAnotherBody:
    """A record says from which body a guest came: "the portfolio holder of this board" does not."""

    @pytest.fixture
    def seat(self, meeting):
        other = BodyFactory(network=meeting.body.network, short_name="AB VRT")
        return SeatFactory(body=other, person=PersonFactory(function="Portefeuillehouder zorg"))

    def test_the_body_that_a_guest_sits_in_is_kept_with_the_guest(self, meeting, seat):
        meeting = save(meeting, "Portefeuillehouder zorg", ALDERMAN)

        assert attendees(meeting).guests == ["Portefeuillehouder zorg (AB VRT)", ALDERMAN]
        assert save(meeting, *attendees(meeting).guests).guests == meeting.guests

    @pytest.mark.parametrize("change", [{"valid_until": TODAY}, {"is_revoked": True}])
    def test_only_a_seat_on_that_day_counts(self, meeting, seat, change):
        Seat.objects.filter(pk=seat.pk).update(**change)

        assert save(meeting, "Portefeuillehouder zorg").guests == "Portefeuillehouder zorg"

    def test_a_seat_in_another_network_is_not_told(self, meeting):
        SeatFactory(person=PersonFactory(function="Portefeuillehouder zorg"))

        assert save(meeting, "Portefeuillehouder zorg").guests == "Portefeuillehouder zorg"

    def test_who_sits_in_two_has_to_be_named_with_one(self, meeting, seat):
        second = BodyFactory(network=meeting.body.network, short_name="Stuurgroep")
        SeatFactory(body=second, person=seat.person)

        with pytest.raises(RuleBroken, match=r"“Portefeuillehouder zorg \(AB VRT\)”"):
            save(meeting, "Portefeuillehouder zorg")
        told = "Portefeuillehouder zorg (Stuurgroep)"
        assert save(meeting, told).guests == told

    def test_who_sits_in_this_body_is_no_guest_of_another(self, meeting, seat):
        SeatFactory(body=meeting.body, person=seat.person)

        with pytest.raises(RuleBroken, match="heeft een zetel"):
            save(meeting, "Portefeuillehouder zorg (AB VRT)")


class TestPage:
    @pytest.fixture
    def url(self, meeting):
        return reverse("meetings:attendance", args=[meeting.body.slug, meeting.slug])

    @pytest.fixture
    def signed_in(self, client, meeting):
        client.force_login(secretary_of(meeting.body).user)
        return client

    def test_the_secretary_notes_guests_one_per_line(self, signed_in, url, meeting):
        signed_in.post(url, {"version": meeting.version, "guests": f" {ALDERMAN}\n\nGGD  Twente "})

        assert Meeting.objects.get().guests == f"{ALDERMAN}\nGGD Twente"
        assert ALDERMAN in text(signed_in.get(meeting.get_absolute_url()))
        assert ALDERMAN in signed_in.get(url).content.decode()

    def test_a_refused_guest_stands_at_the_field_and_what_was_typed_stays(
        self, signed_in, url, meeting
    ):
        SeatFactory(body=meeting.body, person=PersonFactory(function="Gebiedsofficier"))

        answer = signed_in.post(url, {"version": meeting.version, "guests": "Gebiedsofficier"})

        page = BeautifulSoup(answer.content, "lxml")
        assert answer.status_code == 422
        assert "heeft een zetel" in page.select_one(".ivz-field--invalid").get_text()
        assert page.select_one("textarea[name=guests]").get_text().strip() == "Gebiedsofficier"

    def test_reading_a_pasted_list_keeps_the_guests(self, signed_in, url, meeting):
        data = {"version": 1, "lees": "1", "geplakt": "Aanwezig X", "guests": ALDERMAN}

        page = BeautifulSoup(signed_in.post(url, data).content, "lxml")

        assert page.select_one("textarea[name=guests]").get_text().strip() == ALDERMAN


def test_a_visitor_reads_of_guests_once_the_list_is_public(client, meeting):
    meeting = save(meeting, ALDERMAN)
    before = text(client.get(meeting.get_absolute_url()))
    signed = secretary_of(meeting.body).user
    Meeting.objects.filter(pk=meeting.pk).update(published_at=timezone.now(), published_by=signed)

    page = reverse("meetings:decision_list", args=[meeting.body.slug, meeting.slug])
    after = text(client.get(page))

    assert ALDERMAN not in before
    assert f"Gasten {ALDERMAN}" in after
