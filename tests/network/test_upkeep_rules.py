"""What is refused or asked when the registers are corrected."""

from datetime import date

import pytest

from ivz.errors import RuleBroken
from ivz.network.models import BodyRelation
from ivz.network.models.bodies import RelationKind
from ivz.network.rules.upkeep import (
    LooksAlike,
    check_no_circle,
    check_row,
    check_unlike_others,
    look_alikes,
)
from tests.factories import BodyFactory, OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db

ADVISES, REPORTS_TO, STEERS = (
    RelationKind.ADVISES,
    RelationKind.REPORTS_TO,
    RelationKind.STEERS,
)
Y2016, Y2017, Y2018 = date(2016, 1, 1), date(2017, 1, 1), date(2018, 1, 1)
CIRCLES = [
    # relations on record as (from, kind, to, first day, first day without), the new one, refused
    ([("a", ADVISES, "b", None, None)], ("b", ADVISES, "a", None, None), True),
    ([("a", ADVISES, "b", None, None)], ("a", REPORTS_TO, "b", None, None), False),
    ([("a", ADVISES, "b", None, None)], ("a", STEERS, "b", None, None), True),
    ([("a", ADVISES, "b", None, None)], ("b", STEERS, "a", None, None), False),
    ([("a", ADVISES, "b", None, None)], ("b", RelationKind.COMMISSIONS, "a", None, None), False),
    (
        [("a", ADVISES, "b", None, None), ("b", REPORTS_TO, "c", None, None)],
        ("c", REPORTS_TO, "a", None, None),
        True,
    ),
    ([("a", ADVISES, "b", Y2016, Y2017)], ("b", ADVISES, "a", Y2017, None), False),
    ([("a", ADVISES, "b", Y2016, Y2018)], ("b", ADVISES, "a", Y2017, None), True),
    (  # each two overlap, but no day has all three
        [("a", ADVISES, "b", None, Y2017), ("b", ADVISES, "c", Y2017, None)],
        ("c", ADVISES, "a", None, None),
        False,
    ),
]


@pytest.mark.parametrize(("known", "new", "refused"), CIRCLES)
def test_no_line_of_reporting_comes_back_to_itself_on_any_day(known, new, refused):
    bodies = {name: BodyFactory(name=name) for name in "abc"}
    for row in known:
        relation(bodies, row).save()

    if refused:
        with pytest.raises(RuleBroken, match="kring"):
            check_no_circle(relation(bodies, new))
    else:
        check_no_circle(relation(bodies, new))


def relation(bodies, row):
    body, kind, other, since, until = row
    return BodyRelation(
        body=bodies[body], kind=kind, other=bodies[other], valid_from=since, valid_until=until
    )


def test_a_relation_that_stays_as_it_is_makes_no_circle_with_itself():
    bodies = {name: BodyFactory(name=name) for name in "ab"}
    kept = relation(bodies, ("a", ADVISES, "b", None, None))
    kept.save()

    check_no_circle(kept)


LOOKS = [
    # function, organisation, name and aliases of the new person, whether that is asked about
    ("burgemeester  van Álmelo", "almelo", "", "", True),
    ("Burgemeester Almelo", "almelo", "", "", True),
    ("Burgemeester van de gemeente Almelo", "almelo", "", "", True),
    ("Burgemeester van Almelo", "borne", "", "", False),
    ("Burgemeester van Almelo", None, "", "", False),
    ("Wethouder", "almelo", "J. Voorbeeld", "", True),
    ("Wethouder", "almelo", "", "j voorbeeld", True),
    ("Wethouder", "almelo", "", "burgervader", True),
    ("Wethouder", "almelo", "K. Voorbeeld", "", False),
]


@pytest.mark.parametrize(("function", "employer", "name", "aliases", "asked"), LOOKS)
def test_somebody_who_looks_like_a_known_person_is_asked_about(
    function, employer, name, aliases, asked
):
    employers = {slug: OrganisationFactory(slug=slug) for slug in ["almelo", "borne"]}
    known = PersonFactory(
        function="Burgemeester van Almelo",
        organisation=employers["almelo"],
        name="J. Voorbeeld",
        aliases="Burgervader",
    )
    new = PersonFactory.build(
        function=function, organisation=employers.get(employer), name=name, aliases=aliases
    )

    assert look_alikes(new) == ([known] if asked else [])


def test_who_looks_like_somebody_is_refused_until_confirmed():
    known = PersonFactory(function="Wijkagent")

    with pytest.raises(LooksAlike, match="Wijkagent") as refused:
        check_unlike_others(PersonFactory.build(function="wijkagent"))

    assert refused.value.people == [known]


@pytest.mark.parametrize("make", [BodyFactory, OrganisationFactory])
def test_who_is_followed_does_not_follow_itself_through_others(make):
    first, second, third = make(), make(), make()
    first.successor, second.successor = second, third
    first.save()
    second.save()
    third.successor = first

    with pytest.raises(RuleBroken, match="kring") as refused:
        check_row(third)

    assert refused.value.field == "successor"
    third.successor = make()
    check_row(third)


def test_a_circle_elsewhere_keeps_nobody_from_being_corrected():
    one, other, row = OrganisationFactory(), OrganisationFactory(), OrganisationFactory()
    one.successor, other.successor, row.successor = other, one, one
    one.save()
    other.save()

    check_row(row)
