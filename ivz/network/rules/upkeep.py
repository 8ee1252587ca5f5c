"""When a correction of the registers is right.

Policy: docs/policy/registers.md
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from ivz.errors import RuleBroken
from ivz.network.models import (
    Body,
    BodyRelation,
    Dated,
    Mandate,
    Network,
    Organisation,
    Person,
    Preparation,
    RoleDescription,
    Seat,
    Theme,
)
from ivz.network.models.bodies import RelationKind
from ivz.network.rules.seats import check_seat, overlapping, shown_day

Edge = tuple[int, int]
_UPWARD = {RelationKind.ADVISES, RelationKind.REPORTS_TO}
_LINES = [*_UPWARD, RelationKind.STEERS]


class LooksAlike(RuleBroken):
    """Somebody who looks the same is known already; ``people`` are those."""

    def __init__(self, people: Sequence[Person]) -> None:
        self.people = list(people)
        super().__init__(
            _(
                "Somebody who looks the same is known already: %(people)s. "
                "Use that person, or confirm that these are different people."
            )
            % {"people": "; ".join(shown_person(person) for person in people)}
        )


def shown_person(person: Person) -> str:
    """Write a person as lists and search fields do: function, organisation, first and last day.

    The days tell two people apart who had one function one after the other.
    """
    parts = [person.function, person.organisation, *_days_of(person)]
    return ", ".join(str(part) for part in parts if part)


def _days_of(person: Person) -> Iterator[str]:
    if person.works_from:
        yield _("from %(day)s") % {"day": shown_day(person.works_from)}
    if person.works_until:
        last = person.works_until - timedelta(days=1)
        yield _("up to and including %(day)s") % {"day": shown_day(last)}


def normalised(text: str) -> str:
    """Give a text without accents, capitals, punctuation and double spaces."""
    spelled = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in spelled if not unicodedata.combining(letter))
    kept = "".join(" " if not letter.isalnum() else letter for letter in plain)
    return re.sub(r"\s+", " ", kept).strip()


_SMALL_WORDS = frozenset({"van", "de", "het", "der", "den", "te", "bij", "in", "voor", "gemeente"})


def gist(function: str) -> str:
    """Give the words of a function that tell: “Burgemeester Borne” is “Burgemeester van Borne”."""
    words = normalised(function).split()
    return " ".join(word for word in words if word not in _SMALL_WORDS) or normalised(function)


def look_alikes(person: Person) -> list[Person]:
    """Give other people with the same function and employer, or with a name in common.

    Small words do not tell functions apart.

    Policy: docs/policy/identity.md#who-is-who
    """
    names = _names(person)
    others = Person.objects.exclude(pk=person.pk).select_related("organisation").order_by("pk")
    function = gist(person.function)
    return [
        other
        for other in others
        if (other.organisation_id == person.organisation_id and gist(other.function) == function)
        or names & _names(other)
    ]


def _names(person: Person) -> set[str]:
    spelled = {normalised(text) for text in [person.name, *person.aliases.splitlines()]}
    return spelled - {""}


def check_unlike_others(person: Person) -> None:
    """Ask about someone who looks like a person known already."""
    if found := look_alikes(person):
        raise LooksAlike(found)


def check_no_circle(relation: BodyRelation) -> None:
    """Refuse a line of reporting that comes back to where it starts, on any one day.

    Advising and reporting go up, steering goes down; three bodies in a ring are as wrong as two.
    """
    if relation.kind not in _LINES:
        return
    others = list(
        BodyRelation.objects.filter(kind__in=_LINES).exclude(pk=relation.pk).select_related(None)
    )
    lower, upper = _edge(relation)
    for day in _days_to_try(relation, others):
        lines = [_edge(other) for other in others if other.is_in_force(day)]
        if lower in _above(upper, lines):
            raise RuleBroken(
                _(
                    "This makes a circle: on %(day)s %(other)s already stands, directly or through "
                    "others, under %(body)s. End that relation first, or turn this one around."
                )
                % {
                    "day": shown_day(day),
                    "body": relation.body.name,
                    "other": relation.other.name,
                },
                field="other",
            )


def _edge(relation: BodyRelation) -> Edge:
    """Give the lower body and the upper one."""
    if relation.kind in _UPWARD:
        return relation.body_id, relation.other_id
    return relation.other_id, relation.body_id


def _days_to_try(relation: BodyRelation, others: Sequence[BodyRelation]) -> list[date]:
    """Give the days on which a circle can begin: those on which one of the lines starts."""
    starts = {row.valid_from or date.min for row in [relation, *others]}
    return sorted(day for day in starts if relation.is_in_force(day))


def _above(start: int, lines: Sequence[Edge]) -> set[int]:
    reached, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        for lower, upper in lines:
            if lower == here and upper not in reached:
                reached.add(upper)
                waiting.append(upper)
    return reached


def check_period(row: Dated) -> None:
    """Refuse a last day before the first one."""
    if row.valid_from and row.valid_until and row.valid_until <= row.valid_from:
        raise RuleBroken(
            _("The last day lies before the first day, %(day)s. Choose a later one.")
            % {"day": shown_day(row.valid_from)},
            field="valid_until",
        )


def check_seats_fit(body: Body) -> None:
    """Refuse a life of a body that leaves seats outside it."""
    outside = Q(pk=None)
    if body.valid_from:
        outside |= Q(valid_from=None) | Q(valid_from__lt=body.valid_from)
    if body.valid_until:
        outside |= Q(valid_until=None) | Q(valid_until__gt=body.valid_until)
    count = Seat.objects.filter(outside, body=body.pk, is_revoked=False).count()
    if count:
        raise RuleBroken(
            _(
                "%(count)s seats of %(body)s lie outside these days. Correct those seats first, "
                "or use “End this body”, which ends them with it."
            )
            % {"count": count, "body": body.name}
        )


def check_row(row: object) -> None:
    """Refuse a row of the registers that breaks a rule of its kind."""
    if isinstance(row, Dated):
        check_period(row)
    for kind, check in _CHECKS.items():
        if isinstance(row, kind):
            check(row)


def _check_within(row: Mandate | Preparation | RoleDescription) -> None:
    check_starts_in_time(row.body, row.valid_from)


def check_starts_in_time(body: Body, first_day: date | None) -> None:
    """Refuse a first day on which ``body`` is over."""
    if body.valid_until and first_day and first_day >= body.valid_until:
        raise RuleBroken(
            _("%(body)s ended on %(day)s. Choose an earlier first day.")
            % {"body": body.name, "day": shown_day(body.last_day)},
            field="valid_from",
        )


def _check_working_days(person: Person) -> None:
    """Refuse a last working day before the first day in the function."""
    if person.works_from and person.works_until and person.works_until <= person.works_from:
        raise RuleBroken(
            _("The last working day lies before the first day in this function, %(day)s.")
            % {"day": shown_day(person.works_from)},
            field="works_until",
        )


def _check_preparation(row: Preparation) -> None:
    """Refuse a second judgement on the preparation of one body on one day."""
    _check_within(row)
    others = Preparation.objects.filter(body=row.body_id).exclude(pk=row.pk)
    if beside := overlapping(row, others).first():
        raise RuleBroken(
            _("“%(state)s” stands there from %(day)s on. Give that a last day first.")
            % {"state": beside.get_state_display(), "day": shown_day(beside.valid_from)}
        )


def _check_theme(theme: Theme) -> None:
    """Refuse a name by which another theme goes, and a row of successors that comes back."""
    others = list(Theme.objects.exclude(pk=theme.pk))
    names = {normalised(name): other for other in others for name in other.names}
    for name in filter(None, [theme.name, *theme.aliases.splitlines()]):
        if known := names.get(normalised(name)):
            raise RuleBroken(
                _(
                    "“%(name)s” is the theme %(theme)s already. "
                    "Choose another name, or use that one."
                )
                % {"name": name, "theme": known.name},
                field="name" if name == theme.name else "aliases",
            )
    _check_successors(theme)


def _check_successors(row: Body | Organisation | Theme) -> None:
    """Refuse a successor from which the line of successors comes back to the row itself."""
    seen, here = {row.pk}, row.successor_id
    while here is not None and here not in seen:
        seen.add(here)
        here = type(row).objects.values_list("successor", flat=True).get(pk=here)
    if here is not None and here == row.pk and row.successor:
        raise RuleBroken(
            _(
                "This makes a circle: %(other)s is itself, directly or through others, followed by "
                "%(row)s. Choose another successor, or mend the one that stands there."
            )
            % {"other": row.successor, "row": row},
            field="successor",
        )


def _check_network(row: Network) -> None:
    """Refuse a deciding body of another network."""
    if row.deciding_body and row.deciding_body.network_id != row.pk:
        raise RuleBroken(
            _("%(body)s belongs to another network. Choose a body of this one.")
            % {"body": row.deciding_body},
            field="deciding_body",
        )


def _check_body(row: Body) -> None:
    check_seats_fit(row)
    _check_successors(row)


_CHECKS: Mapping[type, Callable[..., None]] = {
    Seat: check_seat,
    Body: _check_body,
    Organisation: _check_successors,
    BodyRelation: check_no_circle,
    Mandate: _check_within,
    Network: _check_network,
    Person: _check_working_days,
    Preparation: _check_preparation,
    RoleDescription: _check_within,
    Theme: _check_theme,
}
