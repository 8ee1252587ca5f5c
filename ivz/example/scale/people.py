"""Organisations, and people by function with their accounts and their predecessors."""

from collections.abc import Iterator
from datetime import date

from django.utils.text import slugify

from ivz.accounts.models import User
from ivz.example.scale.filling import FIRST_DAY, LAST_DAY, District, Filling, Post, Term, insert
from ivz.network.models import Area, Network, Organisation, Person
from ivz.network.models.people import OrganisationKind
from ivz.network.queries.areas import municipalities_in

OFFICIALS = (
    "Gemeentesecretaris van {area}",
    "Beleidsadviseur openbare orde van {area}",
    "Adviseur toezicht van {area}",
)
PARTNERS = (
    (OrganisationKind.POLICE, "Politie {area}", "Districtschef van politie {area}"),
    (OrganisationKind.POLICE, "Politie {area}", "Beleidsadviseur van politie {area}"),
    (OrganisationKind.PROSECUTOR, "Openbaar Ministerie {area}", "Officier van justitie {area}"),
    (OrganisationKind.RIEC, "RIEC {area}", "Accountmanager RIEC {area}"),
    (OrganisationKind.SAFETY_HOUSE, "Zorg- en Veiligheidshuis {area}", "Manager ZVH {area}"),
    (OrganisationKind.SAFETY_REGION, "Veiligheidsregio {area}", "Adviseur Veiligheidsregio {area}"),
    (OrganisationKind.SAFETY_REGION, "Veiligheidsregio {area}", "Informatieanalist {area}"),
)
SECRETARY = "Regiocoördinator {area}"
EXTRA = "Projectleider {number} {area}"
MOST_TERMS = 3


def add_people(filling: Filling) -> None:
    """Add the posts of every district with who held them, and accounts for who holds them now."""
    for network in Network.objects.select_related("area").order_by("pk"):
        inside = list(municipalities_in(network.area, on=LAST_DAY))
        filling.districts.append(District(network=network, municipalities=inside))
    unit = max(filling.districts, key=lambda district: len(district.municipalities))
    organisations = _Organisations()
    for district in filling.districts:
        _add_partners(district, organisations)
        if district is not unit:
            _add_municipal_posts(district, organisations)
    for district in filling.districts:
        if district is not unit:
            unit.mayors += district.mayors[:2]
            unit.coordinators += district.coordinators[:3]
            unit.officials += district.officials[:4]
    _fill_posts(filling, unit)
    _add_accounts(filling)


class _Organisations:
    """The organisations by name; one that is not there yet is added."""

    def __init__(self) -> None:
        known = Organisation.objects.select_related("area")
        self.by_name = {organisation.name: organisation for organisation in known}
        self.by_area = {
            organisation.area_id: organisation
            for organisation in known
            if organisation.kind == OrganisationKind.MUNICIPALITY
        }

    def of_area(self, area: Area) -> Organisation:
        """The municipality as a partner."""
        known = self.by_area.get(area.pk)
        return known or self.named(f"Gemeente {area.name}", OrganisationKind.MUNICIPALITY, area)

    def named(self, name: str, kind: str, area: Area) -> Organisation:
        """The partner of that name."""
        if name not in self.by_name:
            slug = f"{slugify(name)[:60]}-{area.code.lower()}"[:80]
            self.by_name[name] = Organisation.objects.create(
                slug=slug, name=name, kind=kind, area=area, valid_from=area.valid_from
            )
        return self.by_name[name]


def _add_partners(district: District, organisations: _Organisations) -> None:
    area = district.network.area
    for kind, name, function in PARTNERS:
        organisation = organisations.named(name.format(area=area.name), kind, area)
        district.partners.append(
            Post(function=function.format(area=area.name), organisation=organisation)
        )
    home = district.partners[-1].organisation
    district.secretary = Post(function=SECRETARY.format(area=area.name), organisation=home)


def _add_municipal_posts(district: District, organisations: _Organisations) -> None:
    for area in district.municipalities:
        organisation = organisations.of_area(area)

        def post(
            function: str, organisation: Organisation = organisation, area: Area = area
        ) -> Post:
            return Post(function=function, organisation=organisation, area=area)

        district.mayors.append(post(f"Burgemeester van {area.name}"))
        district.coordinators.append(post(f"IVZ-coördinator van {area.name}"))
        district.officials += [post(each.format(area=area.name)) for each in OFFICIALS]


def _fill_posts(filling: Filling, unit: District) -> None:
    """Put people in every post; who is known by that function already is the one now."""
    posts = list(_own_posts(filling, unit))
    known = {person.function: person for person in Person.objects.all()}
    wanted = filling.size.users - User.objects.count() - _accounts_to_come(posts, known)
    for number in range(max(0, wanted)):
        district = filling.districts[number % len(filling.districts)]
        area = district.network.area.name
        extra = Post(
            function=EXTRA.format(number=number + 1, area=area),
            organisation=district.partners[-1].organisation,
        )
        district.officials.append(extra)
        posts.append(extra)
    people = [_people_of(post, number, filling, known) for number, post in enumerate(posts)]
    new = [person for row in people for person in row if person not in known.values()]
    insert(Person, new)


def _own_posts(filling: Filling, unit: District) -> Iterator[Post]:
    for district in filling.districts:
        yield from district.partners if district is unit else district.posts
        if district.secretary is not None:
            yield district.secretary


def _accounts_to_come(posts: list[Post], known: dict[str, Person]) -> int:
    with_account = {function for function, person in known.items() if person.user_id is not None}
    return sum(post.function not in with_account for post in posts)


def _people_of(post: Post, number: int, filling: Filling, known: dict[str, Person]) -> list[Person]:
    """Make the people who held a post one after the other, and note their terms."""
    start = max(FIRST_DAY, post.organisation.valid_from or FIRST_DAY)
    cuts = {filling.some_day(date(2018, 1, 1), date(2025, 12, 31)) for _term in range(MOST_TERMS)}
    kept = sorted(cut for cut in cuts if cut > start)[: filling.chance.randint(0, MOST_TERMS - 1)]
    starts, ends = [start, *kept], [*kept, None]
    people = [
        _person(post, f"{number + 1}-{term + 1}", since=begin if term else None, until=until)
        for term, (begin, until) in enumerate(zip(starts, ends, strict=True))
    ]
    people[-1] = known.get(post.function, people[-1])
    post.terms = [
        Term(person=person, valid_from=begin, valid_until=until)
        for person, begin, until in zip(people, starts, ends, strict=True)
    ]
    return people


def _person(post: Post, suffix: str, *, since: date | None, until: date | None) -> Person:
    short = post.function.replace("Burgemeester van", "BM").replace("IVZ-coördinator van", "IVZ")
    return Person(
        slug=f"{slugify(post.function)[:60]}-{suffix}",
        function=post.function,
        aliases=short if short != post.function else "",
        organisation=post.organisation,
        works_from=since,
        works_until=until,
        is_invented=True,
    )


def _add_accounts(filling: Filling) -> None:
    """Give everyone who holds a post now an account, up to the number of the size."""
    now = {
        term.person.pk: term.person
        for district in filling.districts
        for post in [*district.posts, *([district.secretary] if district.secretary else [])]
        for term in post.terms[-1:]
    }
    without = [person for person in now.values() if person.user_id is None]
    room = filling.size.users - User.objects.count()
    users = insert(
        User,
        [User(username=f"eenheid-{person.slug}"[:150], password="!") for person in without[:room]],  # noqa: S106 - no password at all
    )
    for person, user in zip(without, users, strict=False):
        person.user = user
    Person.objects.bulk_update(without[: len(users)], ["user"], batch_size=400)
    known = Person.objects.exclude(user=None).select_related("user")
    filling.users = {person.pk: person.user for person in known if person.user is not None}
