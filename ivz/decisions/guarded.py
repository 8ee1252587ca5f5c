"""Every kind of record that can be restricted; subjects tell theirs when the program starts.

What hangs on a record closes with it, and opens no further than what it hangs on.
Policy: docs/policy/openness.md#ceiling
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import IntegerField, Value
from django.utils.functional import Promise

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.authorization.permissions import Permission
from ivz.authorization.seats import Place
from ivz.decisions.models import Decision, FollowUp, Guarded, GuardedQuerySet, Restriction
from ivz.network.models import Body, Network

# How open something may be at most, and the restriction that keeps it so.
Ceiling = tuple[Openness, Restriction | None]
NO_CEILING: Ceiling = (Openness.PUBLIC, None)


def nothing(row: Any) -> Iterable[Guarded]:
    """Give what hangs on a record on which nothing hangs."""
    return ()


def open_sky(row: Any) -> Ceiling:
    """Give the ceiling of a record that hangs on nothing."""
    return NO_CEILING


def nowhere(row: Any) -> str:
    """Give the address of a record without a page of its own."""
    return ""


@dataclass(frozen=True, kw_only=True)
class GuardedKind:
    """How one kind of record is restricted and opened.

    Attributes:
        model: the records.
        label: how people call one.
        slug: the kind in an address.
        position: from what others hang on (low) to what hangs on others (high).
        place: where the right is asked.
        network: the network that owns the record.
        body: the body that owns it, None where a network does: such a record has no level for it.
        permission: the right that restricting asks.
        hanging: the records that close with this one.
        ceiling: how open it may be at most, as things stand.
        address: the page where it is read, empty where there is none.
        shown_with: what its title and address need, as paths for one query.
    """

    model: type[Guarded]
    label: str | Promise
    slug: str
    position: int
    place: Callable[[Any], Place]
    network: Callable[[Any], Network]
    body: Callable[[Any], Body | None]
    permission: Permission = Permission.RESTRICT
    hanging: Callable[[Any], Iterable[Guarded]] = nothing
    ceiling: Callable[[Any], Ceiling] = open_sky
    address: Callable[[Any], str] = nowhere
    shown_with: tuple[str, ...] = ()

    def visible_to(self, actor: Actor) -> GuardedQuerySet[Any]:
        """Give the records of this kind that ``actor`` may read."""
        found: GuardedQuerySet[Any] = self.model._default_manager.visible_to(actor)  # type: ignore[attr-defined]
        return found


_kinds: dict[str, GuardedKind] = {}


def register_guarded(kind: GuardedKind) -> None:
    """Let records of ``kind`` be restricted; the last registration of a model counts."""
    _kinds[kind.model._meta.label] = kind


def of_a_body(model: type[Guarded], *, label: str | Promise, slug: str) -> GuardedKind:
    """Make the kind of records that belong to a ``body``, and on which nothing hangs."""
    return GuardedKind(
        model=model,
        label=label,
        slug=slug,
        position=50,
        place=lambda row: row.body,
        network=lambda row: row.body.network,
        body=lambda row: row.body,
        shown_with=("body__network",),
    )


def guarded_kinds() -> list[GuardedKind]:
    """Give every kind, from what others hang on to what hangs on others."""
    return sorted(_kinds.values(), key=lambda kind: kind.position)


def kind_of(row: Guarded) -> GuardedKind:
    """Give the kind of a record."""
    return _kinds[row._meta.label]


def kind_at(slug: str) -> GuardedKind | None:
    """Give the kind that an address names, None where there is none."""
    return next((kind for kind in _kinds.values() if kind.slug == slug), None)


def with_what_hangs_on(row: Guarded) -> list[Guarded]:
    """Give a record and all that closes with it, each once."""
    found = [row]
    for each in found:
        found += [below for below in kind_of(each).hanging(each) if below not in found]
    return found


def rows_under(restriction: Restriction) -> list[Guarded]:
    """Give everything that a restriction lies on, from what others hang on downwards."""
    return [
        row
        for kind in kinds_under([restriction])
        for row in kind.model._default_manager.filter(restriction=restriction)
        .select_related(*kind.shown_with)
        .order_by("pk")
    ]


def kinds_under(restrictions: Collection[Restriction]) -> list[GuardedKind]:
    """Give the kinds of record that one of the restrictions lies on; one query."""
    kinds = guarded_kinds()
    parts = [
        kind.model._default_manager.filter(restriction__in=restrictions)
        .order_by()
        .values_list(Value(place, output_field=IntegerField()), flat=True)
        for place, kind in enumerate(kinds)
    ]
    return [kinds[place] for place in sorted(parts[0].union(*parts[1:]))]


def follow_ups_of_decision(decision: Decision) -> Iterable[Guarded]:
    """Give what follows from a decision: it closes with it."""
    return FollowUp.objects.filter(decision=decision)


def ceiling_of_follow_up(follow_up: FollowUp) -> Ceiling:
    """Give how open a follow-up may be: as its decision is now."""
    if follow_up.decision_id is None:
        return NO_CEILING
    decision = Decision.objects.get(pk=follow_up.decision_id)
    return Openness(decision.openness), decision.restriction
