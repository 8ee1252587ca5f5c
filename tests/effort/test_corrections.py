"""Written hours are put right with the difference, dated and with the reason; nothing is lost."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from ivz.accounts.actors import Actor
from ivz.audit.models import AuditEntry
from ivz.effort import actions
from ivz.effort.actions import CorrectionDetails
from ivz.effort.ledger import LedgerYear, ledger
from ivz.effort.models import Delivery
from ivz.errors import RuleBroken
from ivz.projects.progress import WORK_KIND
from tests.effort.factories import DeliveryFactory
from tests.factories import TODAY, OrganisationFactory
from tests.projects.network import leader_of, region, running
from tests.projects.test_pages import signed_in, text_of

pytestmark = pytest.mark.django_db
MARCH, APRIL = dt.date(2016, 3, 1), dt.date(2016, 4, 1)


@pytest.fixture
def here():
    return region()


@pytest.fixture
def written(here):
    return DeliveryFactory(
        network=here.network,
        organisation=OrganisationFactory(name="RIEC"),
        hours=Decimal(40),
        valid_from=MARCH,
        valid_until=APRIL,
    )


def delivered(here, organisation):
    found = ledger(here.network, LedgerYear(year=2016, on=TODAY), actor=here.coordinator)
    return next(row.delivered for row in found.partners if row.organisation == organisation)


def right(was, hours, reason="Een nul te veel."):
    return CorrectionDetails(was=Decimal(was), hours=Decimal(hours), reason=reason)


@pytest.mark.parametrize("hours", [4, 0, 44])
def test_the_difference_counts_and_what_was_written_stays(here, written, hours):
    correction = actions.correct(written, right(40, hours), by=here.coordinator)

    assert delivered(here, written.organisation) == hours
    assert Delivery.objects.get(pk=written.pk).hours == 40
    assert (correction.corrected_on, correction.note) == (TODAY, "Een nul te veel.")
    assert AuditEntry.objects.filter(event="effort.delivery_changed").exists()


def test_a_correction_is_taken_back_and_that_too(here, written):
    first = actions.correct(written, right(40, 4), by=here.coordinator)

    back = actions.take_correction_back(written, latest=first.pk, by=here.coordinator)
    assert delivered(here, written.organisation) == 40
    actions.take_correction_back(written, latest=back.pk, by=here.coordinator)

    assert delivered(here, written.organisation) == 4
    assert written.corrections.count() == 3


@pytest.mark.parametrize(
    ("details", "says"),
    [
        (right(40, 40), "staat hier al"),
        (right(40, -1), "onder nul"),
        (right(40, 4, reason=" "), "wat er niet klopte"),
        (right(39, 4), "40"),
    ],
)
def test_a_correction_that_says_nothing_is_refused(here, written, details, says):
    with pytest.raises(RuleBroken, match=says):
        actions.correct(written, details, by=here.coordinator)

    assert not written.corrections.exists()


def test_only_the_latest_correction_is_taken_back(here, written):
    first = actions.correct(written, right(40, 4), by=here.coordinator)
    actions.correct(written, right(4, 5), by=here.coordinator)

    with pytest.raises(RuleBroken, match="intussen"):
        actions.take_correction_back(written, latest=first.pk, by=here.coordinator)


@pytest.mark.parametrize("broken", [{"corrected_on": None}, {"note": ""}, {"hours": Decimal(0)}])
def test_the_database_keeps_no_correction_without_day_reason_or_difference(here, written, broken):
    facts = {"corrected_on": TODAY, "note": "Een nul te veel.", "hours": Decimal(-1)}

    with pytest.raises(IntegrityError), transaction.atomic():
        DeliveryFactory(network=here.network, corrects=written, **{**facts, **broken})


def test_the_page_puts_right_shows_it_and_takes_it_back(here, written):
    client, page = signed_in(here.coordinator), reverse("effort:correct", args=[written.pk])
    assert page in client.get(reverse("effort:deliver")).content.decode()

    empty = client.post(page, {"was": "40", "hours": "4", "reason": ""})
    client.post(page, {"was": "40", "hours": "4", "reason": "Een nul te veel."})
    shown = text_of(client.get(reverse("effort:deliver")))
    client.post(page, {"herstel": str(written.corrections.get().pk)})

    assert empty.status_code == 422
    assert "RIEC: 4 uur" in shown
    assert "-36, Een nul te veel." in shown
    assert delivered(here, written.organisation) == 40


def test_nobody_else_puts_hours_right(here, written):
    page = reverse("effort:correct", args=[written.pk])

    assert signed_in(here.mayor).get(page).status_code == 403


def test_who_leads_a_project_puts_its_hours_right_there_only(here):
    project = running(here)
    leader = Actor(user=leader_of(project, here).user, today=TODAY)
    row = DeliveryFactory(
        network=here.network,
        hours=Decimal(40),
        valid_from=MARCH,
        valid_until=APRIL,
        work_kind=WORK_KIND,
        work_id=project.pk,
    )
    page = reverse("projects:correct_hours", args=[project.slug, row.pk])
    other = running(here)

    listed = signed_in(leader).get(reverse("projects:hours", args=[project.slug]))
    signed_in(leader).post(page, {"was": "40", "hours": "4", "reason": "Een nul te veel."})

    assert page in listed.content.decode()
    assert row.corrections.get().hours == -36
    assert row.corrections.get().work_id == project.pk
    assert signed_in(here.mayor).get(page).status_code == 403
    elsewhere = reverse("projects:correct_hours", args=[other.slug, row.pk])
    assert signed_in(here.coordinator).get(elsewhere).status_code == 404
    network_page = reverse("effort:correct", args=[row.pk])
    assert signed_in(here.coordinator).get(network_page).status_code == 404
