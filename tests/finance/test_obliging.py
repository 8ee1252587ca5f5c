"""A contribution scheme says what each municipality owes in hours; effort knows it at once."""

import datetime as dt
from decimal import Decimal

import pytest

from ivz.audit.models import AuditEntry
from ivz.effort.models import Obligation
from ivz.effort.queries import capacity
from ivz.finance import actions
from ivz.finance.actions import Agreement
from ivz.finance.states import Choice
from ivz.network.models import Area, Organisation
from ivz.network.models.people import OrganisationKind
from tests.factories import TODAY, OrganisationFactory
from tests.finance.twente import PUBLISHED, parameters, twente

pytestmark = pytest.mark.django_db

FIRST = dt.date(2018, 1, 1)


@pytest.fixture
def region():
    region = twente(published=None)
    for area in Area.objects.filter(code__startswith="GM"):
        OrganisationFactory(
            area=area, name=f"Gemeente {area.name}", kind=OrganisationKind.MUNICIPALITY
        )
    actions.import_published_contributions(region.scheme, content=PUBLISHED, by=region.coordinator)
    return region


def owed_by(name):
    row = Obligation.objects.get(organisation__name=f"Gemeente {name}")
    return row.hours_per_week, row.valid_from, row.source


def test_each_municipality_owes_the_hours_of_its_tier_from_new_year(region):
    assert Obligation.objects.count() == 14
    assert owed_by("Borne") == (Decimal(2), FIRST, region.scheme.title)
    assert owed_by("Enschede")[0] == Decimal(8)
    assert capacity(region.network, on=FIRST, actor=region.coordinator).free == 52
    assert capacity(region.network, on=TODAY, actor=region.coordinator).partners == []


def test_who_buys_the_hours_off_owes_none_and_comes_back_by_choosing_hours(region):
    borne = region.area("Borne")
    bought = Agreement(choice=Choice.MONEY, agreed_on=TODAY)
    choice = actions.record_choice(
        region.scheme, area=borne, agreement=bought, version=0, by=region.coordinator
    )
    after_buying = owed_by("Borne")[0]

    again = Agreement(choice=Choice.HOURS, agreed_on=TODAY)
    actions.record_choice(
        region.scheme, area=borne, agreement=again, version=choice.version, by=region.coordinator
    )

    assert (after_buying, owed_by("Borne")[0]) == (Decimal(0), Decimal(2))


def test_importing_the_same_table_again_notes_nothing_anew(region):
    noted = AuditEntry.objects.filter(event="effort.obligation_set")
    before = noted.count()

    actions.import_published_contributions(region.scheme, content=PUBLISHED, by=region.coordinator)

    assert noted.count() == before


def test_without_a_published_table_the_counted_inhabitants_say_it():
    region = twente(published=None)
    Organisation.objects.all().delete()
    borne = OrganisationFactory(area=region.area("Borne"), kind=OrganisationKind.MUNICIPALITY)

    actions.set_scheme_parameters(region.scheme, parameters=parameters(), by=region.coordinator)

    assert Obligation.objects.get(organisation=borne).hours_per_week == Decimal(2)
