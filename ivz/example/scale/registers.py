"""Portfolios, priorities, local policies and yearly checks over ten years."""

from collections.abc import Iterator
from datetime import date

from ivz.authorization.openness import Openness
from ivz.authorization.roles import Role
from ivz.decisions.models import Decision
from ivz.example.scale.filling import FIRST_DAY, LAST_DAY, MARK, District, Filling, insert
from ivz.network.models import Area, Network, Organisation, RegisterCheck, Theme, in_force
from ivz.network.models.people import OrganisationKind
from ivz.portfolios.models import LocalPolicy, LocalRegister, Portfolio, Priority
from ivz.portfolios.states import PortfolioState
from ivz.workflow.changes import snapshot
from ivz.workflow.models import Change

PERIODS = (
    (FIRST_DAY, date(2019, 1, 1)),
    (date(2019, 1, 1), date(2023, 1, 1)),
    (date(2023, 1, 1), None),
)
VACANT_SHARE = 0.08
THEMES_PER_MUNICIPALITY = 7
ANSWERS = (
    "Gedoogbeleid met een maximum",
    "Nulbeleid",
    "Geen vestiging, geen aanvraag",
    "Bij de gemeente zelf",
    "Bij een gezamenlijke dienst",
)
CHECK_MONTH = (2, 1)


def add_registers(filling: Filling) -> None:
    """Add what every network and municipality registered, period after period."""
    themes = list(Theme.objects.filter(in_force(LAST_DAY), in_force(FIRST_DAY)))
    insert(Portfolio, list(_portfolios(filling, themes)))
    municipalities = {
        area.pk: area for district in filling.districts for area in district.municipalities
    }
    areas = [municipalities[key] for key in sorted(municipalities)]
    insert(Priority, list(_priorities(filling, areas, themes)))
    _note_changes()
    insert(LocalPolicy, list(_policies(filling, areas)))
    insert(RegisterCheck, list(_checks(filling)))


def _portfolios(filling: Filling, themes: list[Theme]) -> Iterator[Portfolio]:
    known = set(Portfolio.objects.values_list("network_id", "theme_id"))
    for district in filling.districts:
        decisions = _assigning(district)
        for theme in themes:
            if (district.network.pk, theme.pk) not in known:
                yield from _periods_of(district, theme, decisions, filling)


def _assigning(district: District) -> dict[int, Decision]:
    """Give one decision of the board per year, to assign portfolios by."""
    taken = Decision.objects.filter(
        body=district.board, planned_openness=Openness.PUBLIC, is_practice=False
    )
    return {decision.year: decision for decision in taken.order_by("-decided_on", "-number")}


def _periods_of(
    district: District, theme: Theme, decisions: dict[int, Decision], filling: Filling
) -> Iterator[Portfolio]:
    """Give who held a theme, period after period; where the holder left, somebody took over."""
    for starts, ends in PERIODS:
        begin: date | None = starts
        leader = filling.chance.choice(district.coordinators).holder(starts)
        while begin is not None:
            row = _portfolio(district, theme, begin, filling)
            known = [day for day in (row.valid_until, ends) if day is not None]
            row.valid_until = min(known, default=None)
            row.project_leader = leader
            row.decision = decisions.get(begin.year)
            row.decided_in = "" if row.decision else f"Besluit van {begin.year} {MARK}"
            yield row
            begin = row.valid_until if row.valid_until != ends else None


def _portfolio(district: District, theme: Theme, begin: date, filling: Filling) -> Portfolio:
    """Give a portfolio held by someone on the board, while that seat lasts, or vacant."""
    seats = [
        seat
        for seat in filling.seats.get(district.board.pk if district.board else 0, [])
        if seat.is_in_force(begin) and seat.person and seat.role in {Role.MEMBER, Role.CHAIR}
    ]
    is_vacant = not seats or (begin >= PERIODS[-1][0] and filling.chance.random() < VACANT_SHARE)
    seat = None if is_vacant else filling.chance.choice(seats)
    wanting = filling.chance.choice([PortfolioState.VACANT, PortfolioState.RECRUITING])
    return Portfolio(
        network=district.network,
        theme=theme,
        holder=seat.person if seat else None,
        state=PortfolioState.HELD if seat else wanting,
        note=MARK,
        valid_from=begin,
        valid_until=seat.valid_until if seat else None,
    )


def _priorities(filling: Filling, areas: list[Area], themes: list[Theme]) -> Iterator[Priority]:
    known = set(Priority.objects.values_list("municipality_id", "theme_id"))
    for area in areas:
        for starts, ends in PERIODS:
            begin = max(starts, area.valid_from or starts)
            if ends is not None and begin >= ends:
                continue
            count = min(len(themes), THEMES_PER_MUNICIPALITY + filling.chance.randint(-2, 2))
            for theme in filling.chance.sample(themes, count):
                if (area.pk, theme.pk) not in known:
                    yield Priority(
                        municipality=area,
                        theme=theme,
                        source=f"Integraal veiligheidsplan {area.name} {begin.year} {MARK}",
                        is_invented=True,
                        valid_from=begin,
                        valid_until=ends,
                    )


def _note_changes() -> None:
    """Note as changes that a priority was added by its own municipality."""
    insert(
        Change,
        [
            Change(
                subject_model=priority._meta.label,
                subject_id=str(priority.pk),
                label=str(priority)[:300],
                before=None,
                after=snapshot(priority),
                reason=f"Nieuw veiligheidsplan {MARK}",
                by="voorbeeld-municipal-coordinator",
                on=priority.valid_from or FIRST_DAY,
            )
            for priority in Priority.objects.filter(source__endswith=MARK).select_related(
                "municipality", "theme"
            )
        ],
    )


def _policies(filling: Filling, areas: list[Area]) -> Iterator[LocalPolicy]:
    register, _is_new = LocalRegister.objects.get_or_create(
        slug="handhaving-voorbeeld",
        defaults={
            "network": Network.objects.filter(parent=None).earliest("pk"),
            "name": f"Handhaving {MARK}",
            "question": "Waar is het toezicht op straat ondergebracht?",
        },
    )
    for area in areas:
        for starts, ends in PERIODS:
            begin = max(starts, area.valid_from or starts)
            if ends is None or begin < ends:
                yield LocalPolicy(
                    register=register,
                    municipality=area,
                    answer=filling.chance.choice(ANSWERS),
                    source=f"Opgave van de gemeente {MARK}",
                    is_invented=True,
                    valid_from=begin,
                    valid_until=ends,
                )


def _checks(filling: Filling) -> Iterator[RegisterCheck]:
    """Every municipality confirms what is registered about it, each February."""
    users = filling.users
    by = dict(
        Organisation.objects.filter(
            kind=OrganisationKind.MUNICIPALITY, people__in=users
        ).values_list("pk", "people")
    )
    for organisation, person in sorted(by.items()):
        for year in range(FIRST_DAY.year + 1, LAST_DAY.year + 1):
            yield RegisterCheck(
                organisation_id=organisation,
                on=date(year, *CHECK_MONTH),
                by=users[person],
                remarks=MARK,
            )
