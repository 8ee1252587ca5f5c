"""The pages of the year wheel and of reports, and their files."""

import pytest
from django.urls import reverse

from ivz.authorization.roles import Role
from ivz.decisions.states import PaperState
from ivz.reports.actions import periodic as actions
from ivz.reports.models import PeriodicReport, YearlyDuty
from ivz.reports.states import ReportKind
from tests.factories import (
    BodyFactory,
    actor_with,
    visitor,
)
from tests.projects.network import region
from tests.projects.test_pages import signed_in, text_of
from tests.reports.reporting import due

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return region()


class TestPages:
    """The wheel, a report, and its files."""

    @pytest.fixture
    def report(self, here):
        """A report of the year before the day of the tests."""
        duty = due(here, here.coordinator, ReportKind.ANNUAL_REPORT, (2, 3), since=2016)
        return actions.begin(duty, 2016, by=here.coordinator)

    def test_the_coordinator_lays_down_begins_writes_and_proposes(self, here):
        client = signed_in(here.coordinator)
        sent = {"kind": "annual_report", "first_month": 2, "last_month": 3, "from_year": 2016}
        page = client.post(reverse("reports:new_duty"), sent, follow=True)
        assert "Jaarverslag" in text_of(page)
        duty = YearlyDuty.objects.get(network=here.network)

        page = client.post(reverse("reports:begin_report", args=[duty.pk, 2016]), follow=True)
        assert "Jaarverslag 2015" in text_of(page)
        report = PeriodicReport.objects.get()
        place = [here.network.slug, 2016, duty.pk]
        summary = reverse("reports:write_report", args=[*place, "summary"])
        page = client.post(summary, {"version": 1, "text": "Minder inbraken."}, follow=True)
        assert "Minder inbraken." in text_of(page)
        stale = client.post(summary, {"version": 1, "text": "Anders"})
        assert stale.status_code == 409
        client.post(reverse("reports:submit_report", args=place), {"version": 1})
        report.refresh_from_db()
        assert report.state == PaperState.DRAFT  # somebody wrote since
        client.post(reverse("reports:submit_report", args=place), {"version": report.version})

        report.refresh_from_db()
        assert report.state == PaperState.SUBMITTED
        for suffix in ("pdf", "odt"):
            answer = client.get(reverse("reports:report_file", args=[*place, suffix]))
            assert answer.status_code == 200
            assert answer.content[:4] == {"pdf": b"%PDF", "odt": b"PK\x03\x04"}[suffix]

    def test_the_network_reads_it_and_nobody_else(self, here, report, client):
        police = actor_with(Role.POLICE, body=here.platform)
        elsewhere = actor_with(Role.POLICE, body=BodyFactory())
        address = report.get_absolute_url()

        page = signed_in(police).get(address)
        assert page.status_code == 200
        assert "Schrijf de samenvatting" not in text_of(page)
        assert signed_in(elsewhere).get(address).status_code == 404
        assert client.get(address).status_code == 404
        assert not PeriodicReport.objects.visible_to(visitor()).exists()

    def test_throwing_away_is_for_a_report_that_is_written(self, here, report):
        client = signed_in(here.coordinator)
        place = [here.network.slug, 2016, report.duty_id]
        address = reverse("reports:remove_report", args=place)

        assert client.get(address).status_code == 200
        client.post(address, {"version": report.version})

        assert not PeriodicReport.objects.exists()

    def test_numbers_that_no_key_has_are_not_found(self, here):
        client = signed_in(here.coordinator)
        huge = "9" * 20

        place = f"/jaarplannen/jaarwiel/{here.network.slug}/2016/{huge}/"
        assert client.get(place).status_code == 404
        assert client.post(f"/jaarplannen/jaarwiel/{huge}/2016/begin/").status_code == 404

    def test_the_wheel_says_what_comes_here_while_it_is_empty(self, here):
        client = signed_in(here.coordinator)
        page = client.get(reverse("reports:wheel"), {"jaar": "2016"})

        assert "Jaarwiel 2016" in text_of(page)
        assert "Leg vast wat elk jaar terugkomt" in text_of(page)
        assert client.get(reverse("reports:wheel"), {"jaar": "x"}).status_code == 200

    def test_ending_a_duty_stays_on_the_year_and_says_how_to_take_that_back(self, here, report):
        client = signed_in(here.coordinator)

        end = reverse("reports:end_duty", args=[report.duty_id])
        page = client.post(end, {"jaar": "2016"}, follow=True)
        again = reverse("reports:resume_duty", args=[report.duty_id])

        assert page.redirect_chain[-1][0].endswith("?jaar=2016")
        last = YearlyDuty.objects.get().last_year
        told = f"Jaarverslag hoeft vanaf {last + 1} niet meer. Op het jaarwiel van {last} kies"
        assert told in text_of(page)
        assert "Weer elk jaar nodig" in text_of(page)
        assert client.post(again, {"jaar": "2016"}).url.endswith("?jaar=2016")

    def test_a_duty_of_which_nothing_was_made_goes_off_the_wheel(self, here):
        duty = due(here, here.coordinator, ReportKind.ANNUAL_REPORT, (2, 3), since=2016)
        end = reverse("reports:end_duty", args=[duty.pk])

        page = signed_in(here.coordinator).post(end, {"jaar": "x"}, follow=True)

        assert "Jaarverslag staat niet meer op het jaarwiel." in text_of(page)
