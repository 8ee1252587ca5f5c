"""Tables are read in whole or not at all."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from ivz.audit.models import AuditEntry
from ivz.authorization.roles import BodyKind, Duty, Role
from ivz.errors import RuleBroken
from ivz.finance import actions
from ivz.finance.models import CapacityTask, HourPrice, PublishedContribution, RateDecision, Tier
from ivz.tabular.reading import TableRefused
from tests.factories import AreaFactory, BodyFactory, actor_with, someone_with_duty, visitor
from tests.finance.twente import CAPACITY, PUBLISHED, parameters, twente, with_cell

pytestmark = pytest.mark.django_db

HEADER = PUBLISHED.splitlines()[0].decode()
ALMELO = "Almelo,6,11667,0.15,10845"


def table(*lines, header=HEADER):
    return "\n".join([header, *lines]).encode()


BAD_TABLES = [
    (b"", 1, "municipality", ""),
    (table(header="municipality,hours_per_week"), 1, "published_value_of_hours_eur", ""),
    (table(f"{ALMELO},1", header=f"{HEADER},extra"), 1, "extra", ""),
    (table("Ons Dorp,6,11667,0.15,10845"), 2, "municipality", "gemeente van dit netwerk"),
    (table("Zwolle,6,11667,0.15,10845"), 2, "municipality", "gemeente van dit netwerk"),
    (table('Almelo,6,11667,"0,15",10845'), 2, "surcharge_eur_per_inhabitant", "zoals 3888 of 0.15"),
    (table("Almelo,6,11.667,0.15,10845"), 2, "published_value_of_hours_eur", "zoals 3888"),
    (table("Almelo,6,-11667,0.15,10845"), 2, "published_value_of_hours_eur", "zoals 3888"),
    (table("Almelo,6,1e4,0.15,10845"), 2, "published_value_of_hours_eur", "zoals 3888"),
    (table("Almelo,6,99999999,0.15,1"), 2, "published_value_of_hours_eur", "tot en met 10000000"),
    (table("Almelo,6,11667,0,10845"), 2, "surcharge_eur_per_inhabitant", "0.01 tot en met 100"),
    (table("Almelo,6,11667,0.15,"), 2, "published_surcharge_eur", ""),
    (table("Almelo,zes,11667,0.15,10845"), 2, "hours_per_week", "heel getal van 0 tot en met 168"),
    (table("Almelo,169,11667,0.15,10845"), 2, "hours_per_week", "heel getal van 0 tot en met 168"),
    (table(ALMELO, ALMELO), 3, "municipality", ""),
    (table(ALMELO, "GM0141,6,11667,0.15,10845"), 3, "municipality", ""),
    (table("Almelo,6,11667"), 2, "-", ""),
    (table(), 2, "-", ""),
    (b"\xff\xfe\x00\x01" * 2_500_000, 1, "-", "MB"),
    (b"\xff\xfe\x00\x01", 1, "-", "UTF-8"),
]


@pytest.mark.parametrize(("content", "line", "column", "expected"), BAD_TABLES)
def test_a_bad_table_is_refused_whole(content, line, column, expected):
    region = twente()
    AreaFactory(name="Zwolle")
    before = list(PublishedContribution.objects.order_by("pk").values())

    with pytest.raises(TableRefused) as refusal:
        actions.import_published_contributions(
            region.scheme, content=content, by=region.coordinator
        )

    problem = refusal.value.problems[0]
    assert (problem.line, problem.column) == (line, column)
    assert expected in problem.expected
    assert list(PublishedContribution.objects.order_by("pk").values()) == before
    assert not AuditEntry.objects.filter(event="scheme.published_imported")[1:].exists()


def test_every_problem_is_told_at_once():
    region = twente()
    content = table("Ons Dorp,6,11667,0.15,10845", "Almelo,6,eleven,0.15,10845")

    with pytest.raises(TableRefused) as refusal:
        actions.import_published_contributions(
            region.scheme, content=content, by=region.coordinator
        )

    assert [problem.line for problem in refusal.value.problems] == [2, 3]


def test_reading_in_again_replaces_the_table():
    region = twente()
    changed = with_cell("Almelo", "published_surcharge_eur", "10846")

    count = actions.import_published_contributions(
        region.scheme, content=changed, by=region.coordinator
    )

    almelo = PublishedContribution.objects.get(area__name="Almelo")
    assert count == PublishedContribution.objects.count() == 14
    assert almelo.surcharge_cents == 1_084_600
    assert AuditEntry.objects.filter(event="scheme.published_imported").count() == 2


def test_another_spelling_of_a_municipality_is_known():
    region = twente()
    hengelo = region.area("Hengelo")
    hengelo.aliases = "Hengelo (O.)\nHengelo (Overijssel)"
    hengelo.save()

    actions.import_published_contributions(
        region.scheme,
        content=PUBLISHED.replace(b"Hengelo,", b"Hengelo (O.),"),
        by=region.coordinator,
    )

    assert PublishedContribution.objects.filter(area=hengelo).exists()


@pytest.mark.parametrize(
    ("content", "line", "column"),
    [
        (b"task,current_percent_of_0.9_fte\nBeleid,60", 1, "needed_percent_of_0.9_fte"),
        (CAPACITY.replace(b"needed_percent_of_0.9", b"needed_percent_of_1.0"), 1, None),
        (CAPACITY.replace(b"60,30", b"60%,30"), 2, "current_percent_of_0.9_fte"),
        (CAPACITY.replace(b"60,30", b"-60,30"), 2, "current_percent_of_0.9_fte"),
        (CAPACITY.replace(b"60,30", b"60,1001"), 2, "needed_percent_of_0.9_fte"),
        (CAPACITY.replace(b"Beleidsontwikkeling", b"B" * 121), 2, "task"),
        (CAPACITY + b"Communicatie,1,2\n", 9, "task"),
    ],
)
def test_a_bad_capacity_table_is_refused_whole(content, line, column):
    region = twente()
    actions.import_capacity(region.network, year=2016, content=CAPACITY, by=region.coordinator)

    with pytest.raises(TableRefused) as refusal:
        actions.import_capacity(region.network, year=2016, content=content, by=region.coordinator)

    problem = refusal.value.problems[0]
    assert problem.line == line
    assert column is None or problem.column == column
    assert CapacityTask.objects.count() == 7


def test_the_header_tells_of_which_post_the_percentages_are():
    region = twente()
    content = CAPACITY.replace(b"0.9_fte", b"1.25_fte")

    actions.import_capacity(region.network, year=2016, content=content, by=region.coordinator)

    assert set(CapacityTask.objects.values_list("base_fte_hundredths", flat=True)) == {125}


def outsiders(region):
    elsewhere = BodyFactory(kind=BodyKind.PLATFORM)
    return {
        "secretary of another network": actor_with(Role.SECRETARY, body=elsewhere),
        "secretary of the board": actor_with(
            Role.SECRETARY, body=BodyFactory(network=region.network)
        ),
        "chair": actor_with(Role.CHAIR, body=region.platform),
        "member": actor_with(Role.MEMBER, body=region.platform),
        "municipal coordinator": actor_with(Role.MUNICIPAL_COORDINATOR, body=region.platform),
        "administrator": someone_with_duty(Duty.ADMINISTRATOR),
        "visitor": visitor(),
    }


@pytest.mark.parametrize(
    "who",
    [
        "secretary of another network",
        "secretary of the board",
        "chair",
        "member",
        "municipal coordinator",
        "administrator",
        "visitor",
    ],
)
def test_importing_takes_the_right_seat(who):
    region = twente()
    by = outsiders(region)[who]

    with pytest.raises(PermissionDenied):
        actions.import_published_contributions(region.scheme, content=PUBLISHED, by=by)
    with pytest.raises(PermissionDenied):
        actions.import_capacity(region.network, year=2016, content=CAPACITY, by=by)
    with pytest.raises(PermissionDenied):
        actions.import_scheme(region.network, parameters=parameters(), by=by)
    with pytest.raises(PermissionDenied):
        actions.set_scheme_parameters(region.scheme, parameters=parameters(), by=by)


def test_an_analyst_may_import():
    region = twente(published=None)
    analyst = actor_with(Role.ANALYST, body=region.platform)

    count = actions.import_published_contributions(region.scheme, content=PUBLISHED, by=analyst)

    assert count == 14


def test_the_scheme_carries_its_parameters():
    scheme = twente(published=None).scheme

    rates = RateDecision.objects.order_by("valid_from")
    assert scheme.is_public
    assert scheme.population_on == dt.date(2017, 1, 1)
    assert [tier.surcharge_cents for tier in scheme.tiers.all()] == [15, 20, 15, 10]
    assert [(rate.cents_per_inhabitant, rate.valid_until) for rate in rates] == [
        (15, dt.date(2018, 1, 1)),
        (20, None),
    ]
    assert HourPrice.objects.get().is_derived


def test_a_year_has_one_scheme():
    region = twente(published=None)

    with pytest.raises(RuleBroken, match="2018"):
        actions.import_scheme(region.network, parameters=parameters(), by=region.coordinator)


def without(key):
    given = parameters()
    del given[key]
    return given


def with_value(key, value):
    return {**parameters(), key: value}


@pytest.mark.parametrize(
    "given",
    [
        without("tiers"),
        without("rates"),
        without("hour_prices"),
        without("bases"),
        without("title"),
        with_value("year", "2018"),
        with_value("rounding", "down"),
        with_value("tiers", [parameters()["tiers"][0]]),
        with_value("tiers", []),
        with_value("rates", [{**parameters()["rates"][1], "eur_per_inhabitant": "0.155"}]),
        with_value("rates", [{**parameters()["rates"][1], "eur_per_inhabitant": "veel"}]),
        with_value("rates", [{**parameters()["rates"][1], "eur_per_inhabitant": 400}]),
    ],
)
def test_a_scheme_with_a_mistake_is_refused_whole(given):
    region = twente(published=None)
    rates = RateDecision.objects.count()

    with pytest.raises(RuleBroken):
        actions.import_scheme(
            region.network, parameters={"year": 2019} | given, by=region.coordinator
        )

    assert Tier.objects.count() == 4
    assert RateDecision.objects.count() == rates


def next_year(**rate):
    given = parameters()
    source = {"valid_from": dt.date(2019, 1, 1), "source": "Begroting 2019"}
    price = {"fte_price_eur": 70_000, "hours_per_fte_week": 36, **source}
    return given | {"year": 2019, "rates": [source | rate], "hour_prices": [price]}


def test_a_new_rate_ends_the_one_before():
    region = twente(published=None)

    actions.import_scheme(
        region.network, parameters=next_year(eur_per_inhabitant="0.25"), by=region.coordinator
    )

    rates = RateDecision.objects.order_by("valid_from")
    assert [rate.valid_until for rate in rates] == [
        dt.date(2018, 1, 1),
        dt.date(2019, 1, 1),
        None,
    ]


@pytest.mark.parametrize("day", [dt.date(2018, 1, 1), dt.date(2010, 1, 1)])
def test_a_known_rate_never_changes(day):
    region = twente(published=None)
    given = next_year(eur_per_inhabitant="0.25", valid_from=day)

    with pytest.raises(RuleBroken):
        actions.import_scheme(region.network, parameters=given, by=region.coordinator)

    assert RateDecision.objects.count() == 2


def test_setting_the_same_parameters_again_changes_nothing():
    region = twente(published=None)
    before = list(RateDecision.objects.order_by("pk").values())

    actions.set_scheme_parameters(region.scheme, parameters=parameters(), by=region.coordinator)

    assert list(RateDecision.objects.order_by("pk").values()) == before
    assert Tier.objects.count() == 4
