"""The ledger of effort: owed, promised and delivered per partner, up to a day."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ivz.authorization.openness import Openness
from ivz.effort import actions
from ivz.effort.actions import ObligationDetails
from ivz.effort.ledger import LedgerYear, ledger
from ivz.network.models import Person
from ivz.network.models.people import OrganisationKind
from ivz.projects.states import ProjectState, StepKind
from tests.effort.factories import DeliveryFactory, ObligationFactory
from tests.factories import LONG_AGO, OrganisationFactory, SeatFactory, visitor
from tests.projects import factories as make
from tests.projects.network import region, running
from tests.projects.test_pages import signed_in, text_of

pytestmark = pytest.mark.django_db
JULY = dt.date(2016, 7, 1)
YEAR = LedgerYear(year=2016, on=dt.date(2016, 12, 30))  # 365 days of 366
PAGE = "/inzet/"


@pytest.fixture
def here():
    return region()


@pytest.fixture
def borne():
    return OrganisationFactory(name="Gemeente Borne")


def row_of(here, partner, year=YEAR, actor=None):
    found = ledger(here.network, year, actor=actor or here.coordinator)
    return next(row for row in found.partners if row.organisation == partner)


def test_owed_is_hours_a_week_times_the_weeks_that_it_holds(here, borne):
    ObligationFactory(network=here.network, organisation=borne, hours_per_week=7, valid_until=JULY)
    ObligationFactory(network=here.network, organisation=borne, hours_per_week=14, valid_from=JULY)

    assert row_of(here, borne).owed == 182 + 2 * 183
    assert row_of(here, borne, LedgerYear(year=2016, on=JULY)).owed == 182 + 2
    assert row_of(here, borne, LedgerYear(year=2017, on=JULY)).owed == 2 * 365


def test_promised_counts_the_days_of_places_at_work(here, borne):
    project = running(here)
    make.MemberFactory(
        project=project, organisation=borne, hours_per_week=7, valid_from=JULY, valid_until=None
    )

    before = row_of(here, borne).promised
    project.state = ProjectState.STOPPED
    project.save()
    make.StepFactory(project=project, kind=StepKind.STOPPED, on=JULY + dt.timedelta(days=10))
    after = row_of(here, borne).promised

    assert (before, after) == (183, 10)


def test_delivered_counts_the_part_of_a_period_within_the_year(here, borne):
    written = {"network": here.network, "organisation": borne}
    DeliveryFactory(
        **written, hours=8, valid_from=dt.date(2016, 3, 1), valid_until=dt.date(2016, 3, 9)
    )
    DeliveryFactory(
        **written, hours=20, valid_from=dt.date(2015, 12, 22), valid_until=dt.date(2016, 1, 11)
    )

    assert row_of(here, borne).delivered == 18
    assert row_of(here, borne, LedgerYear(year=2015, on=YEAR.on)).delivered == 10
    assert row_of(here, borne, LedgerYear(year=2016, on=dt.date(2016, 3, 4))).delivered == 14


def test_who_wrote_less_than_four_fifths_is_behind_from_april(here, borne):
    owes = {"network": here.network, "hours_per_week": 7, "valid_from": LONG_AGO}
    ObligationFactory(organisation=borne, **owes)
    ObligationFactory(organisation=(enough := OrganisationFactory()), **owes)
    first = dt.date(2016, 1, 1)
    for partner, hours in [(borne, 72), (enough, 73)]:
        DeliveryFactory(
            network=here.network,
            organisation=partner,
            hours=hours,
            valid_from=first,
            valid_until=first + dt.timedelta(days=1),
        )

    april = LedgerYear(year=2016, on=dt.date(2016, 3, 31))
    may = LedgerYear(year=2016, on=first + dt.timedelta(days=91 - 1))
    found = ledger(here.network, LedgerYear(year=2016, on=dt.date(2016, 4, 1)), actor=here.chair)

    assert row_of(here, borne, april).is_behind is False
    assert may.last == dt.date(2016, 3, 31)
    assert [row.organisation for row in found.behind] == [borne, enough]
    assert row_of(here, enough, LedgerYear(year=2016, on=dt.date(2016, 4, 1))).difference == -19


def test_everyone_of_whom_it_is_asked_stands_in_it_also_without_agreement(here):
    municipality = OrganisationFactory(
        kind=OrganisationKind.MUNICIPALITY, area=here.municipalities[0]
    )
    riec = OrganisationFactory(kind=OrganisationKind.RIEC)
    elsewhere = OrganisationFactory(kind=OrganisationKind.RIEC)
    SeatFactory(body=here.platform, organisation=riec)

    found = ledger(here.network, YEAR, actor=here.coordinator)

    waiting = [row.organisation for row in found.without_agreement]
    assert municipality in waiting
    assert riec in waiting
    assert elsewhere not in [row.organisation for row in found.partners]


def test_the_own_organisation_comes_first_and_then_municipalities(here):
    OrganisationFactory(
        name="Aalten", kind=OrganisationKind.MUNICIPALITY, area=here.municipalities[0]
    )
    own = OrganisationFactory(name="Zwolle")
    Person.objects.filter(pk=here.mayor.person_id).update(organisation=own)
    ObligationFactory(network=here.network, organisation=own)
    other = OrganisationFactory(name="AA", kind=OrganisationKind.CARE)
    ObligationFactory(network=here.network, organisation=other)

    names = [row.organisation.name for row in ledger(here.network, YEAR, actor=here.mayor).partners]

    assert names == [own.name, "Aalten", "AA"]


def test_who_has_no_seat_in_the_network_sees_no_hours(here, borne, client):
    ObligationFactory(network=here.network, organisation=borne)
    make.MemberFactory(project=running(here), organisation=borne, hours_per_week=7)

    assert ledger(here.network, YEAR, actor=visitor()).partners == []
    assert client.get(PAGE).status_code == 404
    assert client.get(f"{PAGE}inzet.csv").status_code == 404
    assert client.get(f"/api/v1/effort?network={here.network.slug}").status_code == 404


def test_hours_of_a_closed_project_count_without_its_name(here, borne):
    secret = make.ProjectFactory(
        body=here.board, title="Geheim plan", openness=Openness.BODY, state=ProjectState.RUNNING
    )
    make.MemberFactory(project=secret, organisation=borne, hours_per_week=7, valid_from=LONG_AGO)

    page = text_of(signed_in(here.coordinator).get(f"{PAGE}?jaar=2016"))

    assert row_of(here, borne).promised == 365
    assert "Geheim plan" not in page


def test_the_page_tells_the_finding_and_what_to_talk_about_to_who_steers(here, borne):
    ObligationFactory(network=here.network, organisation=borne, hours_per_week=7)

    steering = text_of(signed_in(here.chair).get(f"{PAGE}?jaar=2015"))
    reading = text_of(signed_in(here.mayor).get(f"{PAGE}?jaar=2015"))

    assert "leverden partners 0 van de 365 uur" in steering
    assert "minder dan vier vijfde" in steering
    assert "minder dan vier vijfde" not in reading
    assert "Gemeente Borne" in reading


def test_hours_of_who_agreed_on_nothing_do_not_count_as_owed(here, borne):
    ObligationFactory(network=here.network, organisation=borne, hours_per_week=7)
    other = OrganisationFactory(name="Gemeente Dinkelland")
    for partner, hours in [(borne, 100), (other, 30)]:
        DeliveryFactory(
            network=here.network,
            organisation=partner,
            hours=hours,
            valid_from=dt.date(2015, 5, 1),
            valid_until=dt.date(2015, 5, 8),
        )
        make.MemberFactory(
            project=running(here), organisation=partner, hours_per_week=7, valid_from=LONG_AGO
        )

    past = text_of(signed_in(here.mayor).get(f"{PAGE}?jaar=2015"))
    coming = text_of(signed_in(here.mayor).get(f"{PAGE}?jaar=2033"))

    assert "leverden partners 100 van de 365 uur" in past
    assert "Partners met wie niets is afgesproken, leverden daarnaast 30 uur." in past
    assert "365 uur verschuldigd; daarvan zijn er nu 365 toegezegd" in coming


def test_beside_a_partner_stands_what_says_what_it_owes(here, borne):
    for first, until, source in [
        (dt.date(2014, 1, 1), dt.date(2015, 7, 1), "Verslag van 2013"),
        (dt.date(2015, 7, 1), None, "DVO 2015-4"),
        (dt.date(2016, 1, 1), None, "Regeling 2016"),
    ]:
        ObligationFactory(
            network=here.network,
            organisation=borne,
            source=source,
            valid_from=first,
            valid_until=until,
        )

    text = text_of(signed_in(here.mayor).get(f"{PAGE}?jaar=2015"))

    assert text.index("DVO 2015-4") < text.index("Verslag van 2013")
    assert "Regeling 2016" not in text


@pytest.mark.parametrize("asked", ["²", "99999999", "x", ""])
def test_a_year_that_is_none_is_this_year(here, asked):
    page = signed_in(here.chair).get(PAGE, {"jaar": asked})

    assert page.context["ledger"].year.year == page.context["as_of"].day.year


def test_agreed_hours_show_at_once_and_end_what_was_agreed_before(here):
    riec = OrganisationFactory(kind=OrganisationKind.RIEC, slug="riec")
    SeatFactory(body=here.platform, organisation=riec)
    details = ObligationDetails(
        organisation=riec, hours_per_week=Decimal(2), source="Gesprek", valid_from=LONG_AGO
    )
    actions.owe(here.network, details, by=here.coordinator)
    client = signed_in(here.coordinator)
    typed = {
        "organisation": "riec",
        "hours_per_week": "4",
        "valid_from": "2016-01-01",
        "version": 1,
    }

    refused = client.post(f"{PAGE}afspraak/", typed)
    done = client.post(f"{PAGE}afspraak/", {**typed, "source": "Brief"}, follow=True)

    assert refused.status_code == 422
    assert "Bewaard." in text_of(done)
    assert row_of(here, riec).owed == Decimal(4) * 365 / 7
    assert signed_in(here.mayor).get(f"{PAGE}afspraak/").status_code == 403


def test_hours_for_the_network_are_written_after_the_work(here):
    riec = OrganisationFactory(kind=OrganisationKind.RIEC, slug="riec")
    SeatFactory(body=here.platform, organisation=riec)
    client = signed_in(here.coordinator)
    typed = {"organisation": "riec", "hours": "6", "first_day": "2016-03-01"}

    early = client.post(f"{PAGE}uren/", {**typed, "last_day": "2099-01-01"})
    client.post(f"{PAGE}uren/", {**typed, "last_day": "2016-03-02"})

    assert early.status_code == 422
    assert row_of(here, riec).delivered == 6


def test_the_table_and_the_interface_say_the_same(here, borne):
    ObligationFactory(network=here.network, organisation=borne, hours_per_week=7)
    client = signed_in(here.coordinator)

    table = client.get(f"{PAGE}inzet.csv?jaar=2015").content.decode()
    answer = client.get(f"/api/v1/effort?network={here.network.slug}&year=2015").json()

    [item] = [each for each in answer["items"] if each["name"] == "Gemeente Borne"]
    assert f"{borne.slug},Gemeente Borne" in table
    assert ",365.0,0.0,0.0,-365.0" in table
    assert (item["hoursOwed"], item["lastDay"]) == ("365.0", "2015-12-31")


def test_the_questions_do_not_grow_with_partners(here):
    ledger(here.network, YEAR, actor=here.coordinator)  # looks up who acts
    with CaptureQueriesContext(connection) as few:
        ledger(here.network, YEAR, actor=here.coordinator)
    for _number in range(10):
        ObligationFactory(network=here.network)
        DeliveryFactory(network=here.network, valid_from=LONG_AGO)
        make.MemberFactory(
            project__body=here.board, organisation=OrganisationFactory(), hours_per_week=2
        )
    with CaptureQueriesContext(connection) as many:
        ledger(here.network, YEAR, actor=here.coordinator)

    assert len(many) == len(few) <= 8
