"""The pages of meeting series and of school holidays, as secretary and as member."""

import datetime as dt

import pytest
from django.urls import reverse

from ivz.audit.models import AuditEntry
from ivz.meetings.models import (
    Meeting,
    MeetingSeries,
    SchoolHoliday,
)
from ivz.meetings.states import Event
from tests.factories import (
    BodyFactory,
    MeetingSeriesFactory,
    OrganisationFactory,
    SeriesMeetingFactory,
    member_of,
    secretary_of,
)
from tests.meetings.pages import main_of, soup

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]
D = dt.date


def test_the_secretary_writes_a_series_and_sees_its_year(client):
    body = BodyFactory()
    client.force_login(secretary_of(body).user)
    data = {"body": body.slug, "title": "Vast", "ordinal": "2", "weekday": "0", "months": ["3"]}

    refused = client.post(reverse("meetings:new_series"), data | {"months": []} | MINUTES)
    shown = client.post(reverse("meetings:new_series"), data | MINUTES, follow=True)

    assert refused.status_code == 422
    assert "De tweede maandag van maart" in main_of(shown)


MINUTES = {"minutes": "120", "days": "1"}


class TestRemoving:
    @pytest.fixture
    def series(self, client):
        series = MeetingSeriesFactory()
        client.force_login(secretary_of(series.body).user)
        return series

    def test_a_series_goes_and_its_meetings_stay(self, client, series):
        turn = SeriesMeetingFactory(series=series, meeting__body=series.body)

        client.post(remove_address(series), {"version": shown_version(client, series)})

        assert not MeetingSeries.objects.exists()
        assert Meeting.objects.get() == turn.meeting

    @pytest.mark.parametrize("given", [{}, {"version": "1"}, {"version": "9" * 5000}])
    def test_who_saw_an_earlier_rule_does_not_remove_it(self, client, series, given):
        MeetingSeries.objects.update(version=2)

        answer = client.post(remove_address(series), given, follow=True)

        assert MeetingSeries.objects.get() == series
        assert "Iemand anders wijzigde de reeks" in main_of(answer)
        assert AuditEntry.objects.filter(event=Event.SERIES_REMOVED).count() == 0

    def test_it_stays_where_it_tells_who_hosted(self, client, series):
        SeriesMeetingFactory(series=series, host=OrganisationFactory())

        page = main_of(client.get(reverse("meetings:edit_series", args=[series.pk])))
        client.post(remove_address(series), {"version": "1"})

        assert "wie gastheer was" in page
        assert "Verwijder de reeks" not in page
        assert MeetingSeries.objects.get() == series


def remove_address(series):
    return reverse("meetings:remove_series", args=[series.pk])


def shown_version(client, series):
    page = soup(client.get(reverse("meetings:edit_series", args=[series.pk])))
    (field,) = page.select(".ivz-remove input[name=version]")
    return field["value"]


def test_the_secretary_keeps_school_holidays_and_takes_one_off(client):
    client.force_login(secretary_of(BodyFactory()).user)
    data = {"name": "Zomervakantie", "region": "north", "source": "OCW"}
    data |= {"first_day": "2017-07-22", "last_day": "2017-09-03"}

    client.post(reverse("meetings:holidays"), data)
    twice = client.post(reverse("meetings:holidays"), data)

    kept = SchoolHoliday.objects.get()
    assert "staat al in de lijst" in main_of(twice)
    client.post(reverse("meetings:remove_holiday", args=[kept.pk]))
    assert not SchoolHoliday.objects.exists()


def test_a_member_finds_the_school_holidays_and_keeps_none(client):
    client.force_login(member_of(BodyFactory()).user)

    assert "Schoolvakanties" in main_of(client.get(reverse("meetings:series")))
    assert client.post(reverse("meetings:holidays"), {}).status_code == 403


def test_a_swap_that_names_no_two_hosts_says_what_to_do_and_only_to_who_plans(client):
    series = MeetingSeriesFactory()
    address = reverse("meetings:swap_hosts", args=[series.pk, 2017])
    client.force_login(member_of(series.body).user)
    assert client.post(address, {}).status_code == 403

    client.force_login(secretary_of(series.body).user)
    answer = client.post(address, {"one": "x"}, follow=True)

    assert "Kies twee verschillende vergaderingen" in " ".join(
        str(message) for message in answer.context["messages"]
    )
