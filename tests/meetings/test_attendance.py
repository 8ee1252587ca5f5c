"""Who was there: nobody twice, and a pasted list asks what it does not know."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from ivz.audit.models import AuditEntry
from ivz.authorization.roles import Role
from ivz.errors import RuleBroken
from ivz.meetings.actions.attendance import record_attendance
from ivz.meetings.models import Attendance
from ivz.meetings.queries.attendance import attendees, seats_on_the_day
from ivz.meetings.rules.attendance import SameName, SeatPresence, seat_name
from ivz.meetings.states import Event, MeetingState, Presence
from ivz.workflow.versions import StaleEdit
from tests.factories import (
    TODAY,
    MeetingFactory,
    OrganisationFactory,
    PersonFactory,
    SeatFactory,
    member_of,
    secretary_of,
)

pytestmark = pytest.mark.django_db
PRESENT, ABSENT, DEPUTISED = Presence


@pytest.fixture
def meeting():
    return MeetingFactory()


def seat_in(meeting, function, *, role=Role.MEMBER, person=None, **kwargs):
    person = person or PersonFactory(function=function)
    return SeatFactory(body=meeting.body, role=role, person=person, **kwargs)


def entry(seat, presence, deputy=None):
    return SeatPresence(seat=seat, presence=presence, deputy=deputy)


def save(meeting, *entries, by=None, **kwargs):
    by = by or secretary_of(meeting.body)
    return record_attendance(meeting, entries, version=meeting.version, by=by, **kwargs)


def test_the_list_is_kept_per_seat(meeting):
    mayor, officer = seat_in(meeting, "Burgemeester"), seat_in(meeting, "Gebiedsofficier")

    save(meeting, entry(mayor, PRESENT), entry(officer, ABSENT))

    kept = {row.seat_id: row.presence for row in Attendance.objects.all()}
    assert kept == {mayor.pk: PRESENT, officer.pk: ABSENT}
    assert AuditEntry.objects.get().event == Event.ATTENDANCE_RECORDED


def test_saving_again_replaces_the_list(meeting):
    mayor, officer = seat_in(meeting, "Burgemeester"), seat_in(meeting, "Gebiedsofficier")
    secretary = secretary_of(meeting.body)
    meeting = save(meeting, entry(mayor, PRESENT), entry(officer, PRESENT), by=secretary)

    save(meeting, entry(mayor, ABSENT), by=secretary)

    row = Attendance.objects.get()
    assert (row.seat, row.presence) == (mayor, ABSENT)


def test_nobody_is_both_present_and_absent_and_the_refusal_names_both_seats(meeting):
    person = PersonFactory(function="Burgemeester van Dorp")
    as_member = seat_in(meeting, "", person=person)
    as_police = seat_in(meeting, "", person=person, role=Role.POLICE)

    with pytest.raises(RuleBroken) as refused:
        save(meeting, entry(as_member, PRESENT), entry(as_police, ABSENT))

    assert str(as_member.get_role_display()) in str(refused.value)
    assert str(as_police.get_role_display()) in str(refused.value)
    assert not Attendance.objects.exists()


def test_two_people_on_both_sides_are_both_named_with_both_seats(meeting):
    entries, seats = [], []
    for function in ("Burgemeester van Dorp", "Gebiedsofficier van justitie"):
        person = PersonFactory(function=function)
        for role, presence in ((Role.MEMBER, PRESENT), (Role.POLICE, ABSENT)):
            seats.append(seat_in(meeting, "", person=person, role=role))
            entries.append(entry(seats[-1], presence))

    with pytest.raises(RuleBroken) as refused:
        save(meeting, *entries)

    assert [seat for seat in seats if seat_name(seat) not in str(refused.value)] == []
    assert not Attendance.objects.exists()


def test_confirming_two_people_does_not_help_one_person(meeting):
    person = PersonFactory()
    seats = [seat_in(meeting, "", person=person, role=role) for role in [Role.MEMBER, Role.POLICE]]

    with pytest.raises(RuleBroken):
        save(
            meeting,
            entry(seats[0], PRESENT),
            entry(seats[1], ABSENT),
            are_different_people=True,
        )


def test_a_deputy_is_not_absent_elsewhere(meeting):
    mayor, officer = seat_in(meeting, "Burgemeester"), seat_in(meeting, "Gebiedsofficier")

    with pytest.raises(RuleBroken):
        save(meeting, entry(mayor, DEPUTISED, officer.person), entry(officer, ABSENT))


@pytest.mark.parametrize("other_name", ["Wethouder", "dhr. wethouder."])
def test_two_people_with_one_name_are_possible_once_confirmed(meeting, other_name):
    one, other = seat_in(meeting, "Wethouder"), seat_in(meeting, other_name)
    entries = [entry(one, PRESENT), entry(other, ABSENT)]

    with pytest.raises(SameName):
        save(meeting, *entries)
    save(meeting, *entries, are_different_people=True)

    assert Attendance.objects.count() == 2


@pytest.mark.parametrize("field", ["chair", "secretary"])
def test_chair_and_secretary_cannot_be_absent(meeting, field):
    seat = seat_in(meeting, "Voorzitter", role=Role.CHAIR)
    setattr(meeting, field, seat.person)
    meeting.save()

    with pytest.raises(RuleBroken):
        save(meeting, entry(seat, ABSENT))


def test_chair_and_secretary_count_as_present_whether_or_not_the_list_names_them(meeting):
    meeting.chair, meeting.secretary = PersonFactory(), PersonFactory()
    meeting.save()
    here, away = seat_in(meeting, "Burgemeester"), seat_in(meeting, "Gebiedsofficier")
    deputy = PersonFactory()

    save(meeting, entry(here, PRESENT), entry(away, DEPUTISED, deputy))

    counted = attendees(meeting)
    assert set(counted.present) == {meeting.chair, meeting.secretary, here.person, deputy}
    assert counted.absent == [away.person]


def test_before_a_list_is_kept_nobody_is_counted(meeting):
    meeting.chair = PersonFactory()

    assert not attendees(meeting).is_known


@pytest.mark.parametrize(
    ("presence", "has_deputy"), [(DEPUTISED, False), (PRESENT, True), (ABSENT, True)]
)
def test_a_deputy_stands_in_for_exactly_the_seats_that_are_deputised(meeting, presence, has_deputy):
    seat = seat_in(meeting, "Burgemeester")

    with pytest.raises(RuleBroken):
        save(meeting, entry(seat, presence, PersonFactory() if has_deputy else None))


@pytest.mark.parametrize("state", [MeetingState.DRAFT, MeetingState.ADOPTED])
def test_the_list_opens_with_convening_and_closes_with_adoption(state):
    meeting = MeetingFactory(state=state)

    with pytest.raises(RuleBroken):
        save(meeting)


def test_a_member_keeps_no_list(meeting):
    with pytest.raises(PermissionDenied):
        save(meeting, by=member_of(meeting.body))


def test_the_second_of_two_lists_is_refused(meeting):
    seat, secretary = seat_in(meeting, "Burgemeester"), secretary_of(meeting.body)
    save(meeting, entry(seat, PRESENT), by=secretary)

    with pytest.raises(StaleEdit):
        save(meeting, entry(seat, ABSENT), by=secretary)


def test_only_seats_of_that_day_are_asked(meeting):
    seats = [seat_in(meeting, "DVO-lid 10"), seat_in(meeting, "DVO-lid 2")]
    seat_in(meeting, "Oud-lid", valid_until=TODAY)
    seat_in(meeting, "Ontheven", is_revoked=True)

    assert seats_on_the_day(meeting) == seats[::-1]


class TestPage:
    """The list as a form, with a pasted list read into it."""

    @pytest.fixture
    def url(self, meeting):
        return reverse("meetings:attendance", args=[meeting.body.slug, meeting.slug])

    @pytest.fixture
    def seats(self, meeting):
        town = OrganisationFactory(name="Gemeente Dorp")
        return {
            "mayor": seat_in(meeting, "Burgemeester van Dorp", organisation=town),
            "officer": seat_in(meeting, "Gebiedsofficier van justitie", role=Role.PROSECUTOR),
        }

    @pytest.fixture
    def signed_in(self, client, meeting, seats):
        client.force_login(secretary_of(meeting.body).user)
        return client

    def data(self, meeting, seats, **presence):
        given = {f"presence_{seats[name].pk}": value for name, value in presence.items()}
        return {"version": meeting.version, **given}

    def test_saving_leads_back_to_the_meeting(self, signed_in, url, meeting, seats):
        data = self.data(meeting, seats, mayor=PRESENT, officer=ABSENT)

        response = signed_in.post(url, data, follow=True)

        assert response.redirect_chain == [(meeting.get_absolute_url(), 302)]
        assert Attendance.objects.count() == 2

    def test_a_list_on_which_nothing_is_chosen_is_not_kept(self, signed_in, url, meeting, seats):
        answer = signed_in.post(url, {"version": meeting.version})

        assert answer.status_code == 422
        assert "dus er is niets bewaard" in soup(answer).get_text()
        assert not AuditEntry.objects.filter(event=Event.ATTENDANCE_RECORDED).exists()

    def test_guests_alone_are_something_to_keep(self, signed_in, url, meeting, seats):
        answer = signed_in.post(url, {"version": meeting.version, "guests": "Spreker van het Rijk"})

        assert answer.status_code == 302

    def test_a_pasted_list_fills_in_what_it_knows(self, signed_in, url, meeting, seats):
        text = "Aanwezig dhr. burgemeester van Dorp\nAfwezig: gebiedsofficier van Justitie"

        page = soup(signed_in.post(url, {"version": 1, "lees": "1", "geplakt": text}))

        checked = {box["name"]: box["value"] for box in page.select("input[type=radio][checked]")}
        assert checked[f"presence_{seats['mayor'].pk}"] == PRESENT
        assert checked[f"presence_{seats['officer'].pk}"] == ABSENT
        assert not Attendance.objects.exists()

    def test_an_unknown_name_is_asked_and_can_be_left_out(self, signed_in, url, meeting, seats):
        page = soup(
            signed_in.post(url, {"version": 1, "lees": "1", "geplakt": "Aanwezig Onbekende"})
        )
        asked = {
            "asked": 1,
            "words_0": page.select_one("[name=words_0]")["value"],
            "side_0": "present",
        }

        unanswered = signed_in.post(url, {"version": 1, **asked, "person_0": ""})
        present = self.data(meeting, seats, mayor=PRESENT)
        answered = signed_in.post(url, {**present, **asked, "person_0": "none"})

        assert asked["words_0"] == "Onbekende"
        assert (unanswered.status_code, answered.status_code) == (422, 302)

    def test_a_name_that_looks_alike_is_suggested_and_not_chosen(self, signed_in, url, seats):
        text = "Aanwezig burgemeester van Dorpp"

        page = soup(signed_in.post(url, {"version": 1, "lees": "1", "geplakt": text}))

        assert "Gemeente Dorp" in page.select_one(".ivz-question").text
        assert not page.select("[name=person_0] option[selected]:not([value=''])")

    def test_an_answer_fills_the_seat(self, signed_in, url, meeting, seats):
        person = seats["officer"].person
        asked = {"asked": 1, "words_0": "X", "side_0": "absent", "person_0": person.pk}

        signed_in.post(url, {"version": 1, **asked})

        row = Attendance.objects.get()
        assert (row.seat, row.presence) == (seats["officer"], ABSENT)

    def test_one_name_in_both_lists_is_refused_naming_the_seat(self, signed_in, url, seats):
        text = "Aanwezig Burgemeester van Dorp\nAfwezig burgemeester van dorp"

        response = signed_in.post(url, {"version": 1, "lees": "1", "geplakt": text})

        assert response.status_code == 422
        assert "Gemeente Dorp" in soup(response).select_one("[role=alert]").text

    def test_two_names_in_both_lists_are_both_named(self, signed_in, url, seats):
        both = "burgemeester van Dorp, gebiedsofficier van justitie"

        response = signed_in.post(
            url, {"version": 1, "lees": "1", "geplakt": f"Aanwezig {both}\nAfwezig {both}"}
        )

        told = " ".join(alert.text for alert in soup(response).select("[role=alert]"))
        assert response.status_code == 422
        assert [seat for seat in seats.values() if seat_name(seat) not in told] == []

    def test_a_refusal_keeps_what_was_filled_in(self, signed_in, url, meeting, seats):
        double = seat_in(meeting, "", person=seats["mayor"].person, role=Role.POLICE)
        data = self.data(meeting, {**seats, "double": double}, mayor=PRESENT, double=ABSENT)

        response = signed_in.post(url, data)

        assert response.status_code == 422
        assert soup(response).select_one("[role=alert]")
        assert soup(response).select(f"[name=presence_{double.pk}][value={ABSENT}][checked]")

    def test_equal_names_show_a_box_to_confirm(self, signed_in, url, meeting):
        one, other = seat_in(meeting, "Wethouder"), seat_in(meeting, "Wethouder")
        data = {"version": 1, f"presence_{one.pk}": PRESENT, f"presence_{other.pk}": ABSENT}

        refused = signed_in.post(url, data)
        confirmed = signed_in.post(url, {**data, "are_different_people": "on"})

        assert soup(refused).select_one("[name=are_different_people]")
        assert confirmed.status_code == 302

    def test_a_deputy_is_found_by_function(self, signed_in, url, meeting, seats):
        data = self.data(meeting, seats, mayor=DEPUTISED)
        deputy = f"deputy_{seats['mayor'].pk}"

        unknown = signed_in.post(url, {**data, deputy: "Niemand"})
        known = signed_in.post(url, {**data, deputy: "gebiedsofficier van justitie"})

        assert (unknown.status_code, known.status_code) == (422, 302)
        assert Attendance.objects.get().deputy == seats["officer"].person

    def test_everyone_else_becomes_present(self, signed_in, url, meeting, seats):
        data = self.data(meeting, seats, officer=ABSENT)

        page = soup(signed_in.post(url, {**data, "rest": "1"}))

        assert page.select(f"[name=presence_{seats['mayor'].pk}][value={PRESENT}][checked]")
        assert page.select(f"[name=presence_{seats['officer'].pk}][value={ABSENT}][checked]")

    def test_everyone_else_leaves_open_whom_the_list_puts_on_both_sides(
        self, signed_in, url, meeting, seats
    ):
        text = "Aanwezig Burgemeester van Dorp\nAfwezig burgemeester van dorp"
        data = {**self.data(meeting, seats), "rest": "1", "geplakt": text}

        response = signed_in.post(url, data)

        page = soup(response)
        assert response.status_code == 422
        assert "Gemeente Dorp" in page.select_one("[role=alert]").text
        assert not page.select(f"[name=presence_{seats['mayor'].pk}][value={PRESENT}][checked]")
        assert page.select(f"[name=presence_{seats['officer'].pk}][value={PRESENT}][checked]")

    def test_a_choice_settles_who_stands_on_both_sides(self, signed_in, url, meeting, seats):
        text = "Aanwezig Burgemeester van Dorp\nAfwezig burgemeester van dorp"
        data = {**self.data(meeting, seats, mayor=ABSENT), "rest": "1", "geplakt": text}

        response = signed_in.post(url, data)

        assert response.status_code == 200
        assert soup(response).select(
            f"[name=presence_{seats['mayor'].pk}][value={ABSENT}][checked]"
        )

    def test_a_stale_list_shows_both(self, signed_in, url, meeting, seats):
        data = self.data(meeting, seats, mayor=PRESENT)
        signed_in.post(url, data)

        response = signed_in.post(url, {**data, f"presence_{seats['mayor'].pk}": ABSENT})

        assert response.status_code == 409
        assert len(soup(response).select("#stale-title + p + .ivz-compare p")) == 2

    def test_a_member_may_not_and_a_visitor_finds_the_refusal(self, client, url, meeting):
        client.force_login(member_of(meeting.body).user)

        assert client.get(url).status_code == 403

    def test_the_number_of_queries_does_not_grow_with_the_seats(
        self, signed_in, url, meeting, django_assert_max_num_queries
    ):
        for number in range(30):
            seat_in(meeting, f"Lid {number}", organisation=OrganisationFactory())

        with django_assert_max_num_queries(20):
            signed_in.get(url)


def soup(response):
    return BeautifulSoup(response.content, "html.parser")
