"""Filling in what plays in a municipality: its priorities and its local policies."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Min, QuerySet
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.audit.actions import record
from ivz.errors import RuleBroken
from ivz.network.models import Area, Network, Theme, in_force
from ivz.portfolios.models import LocalPolicy, LocalRegister, Priority
from ivz.portfolios.rules.municipalities import (
    ChangedSince,
    check_local_policy,
    check_local_register,
    check_priority,
)
from ivz.portfolios.rules.rights import check_may_fill_in, check_may_keep_register
from ivz.portfolios.states import Event
from ivz.workflow.changes import note_change, snapshot
from ivz.workflow.versions import lock_version


@dataclass(frozen=True, kw_only=True)
class PriorityDetails:
    """That a municipality chose a theme, for which period and by which document."""

    municipality: Area
    theme: Theme
    source: str
    note: str = ""
    is_invented: bool = False
    valid_from: date | None = None
    valid_until: date | None = None


@transaction.atomic
def add_priority(details: PriorityDetails, *, by: Actor, reason: str = "") -> Priority:
    """Add a priority of a municipality; without ``reason`` its source is the reason."""
    check_may_fill_in(details.municipality, by=by)
    _lock(details.municipality)
    priority = Priority(**vars(details))
    check_priority(priority)
    priority.save()
    note_change(priority, before=None, reason=reason or details.source, by=by)
    record(Event.PRIORITY_ADDED, subject=priority, by=by)
    return priority


@dataclass(frozen=True, kw_only=True)
class Choice:
    """The themes a municipality puts first from a day on, and the document that says so."""

    themes: Collection[Theme]
    source: str
    valid_from: date
    valid_until: date | None = None


@transaction.atomic
def choose_priorities(
    municipality: Area, choice: Choice, *, seen: str, reason: str, by: Actor
) -> None:
    """Make ``choice`` the priorities from its first day on; the others end there.

    What stays keeps its own source and period, and so does what starts on a later day.

    Args:
        municipality: whose priorities they are.
        choice: the themes, with source and period.
        seen: what the page showed, as ``state_of`` writes it.
        reason: why they change.
        by: who changes them.

    Raises:
        ChangedSince: they changed since the page was opened.
    """
    check_may_fill_in(municipality, by=by)
    if not reason.strip():
        raise RuleBroken(_("Say in a few words why this changes."))
    _lock(municipality)
    if state_of(Priority.objects.filter(municipality=municipality)) != seen:
        raise ChangedSince
    current = _held_on(municipality, choice.valid_from)
    _end_others(current, choice, reason=reason, by=by)
    _add_missing(municipality, current, choice, reason=reason, by=by)


def _end_others(current: list[Priority], choice: Choice, *, reason: str, by: Actor) -> None:
    chosen = {theme.pk for theme in choice.themes}
    for row in current:
        if row.theme_id not in chosen:
            end_priority(
                row, valid_until=choice.valid_from, version=row.version, reason=reason, by=by
            )


def _add_missing(
    municipality: Area, current: list[Priority], choice: Choice, *, reason: str, by: Actor
) -> None:
    kept = {row.theme_id for row in current}
    later = _later_starts(municipality, choice.valid_from)
    for theme in choice.themes:
        if theme.pk not in kept:
            ends = [day for day in (choice.valid_until, later.get(theme.pk)) if day]
            details = PriorityDetails(
                municipality=municipality,
                theme=theme,
                source=choice.source,
                valid_from=choice.valid_from,
                valid_until=min(ends, default=None),
            )
            add_priority(details, reason=reason, by=by)


def _held_on(municipality: Area, day: date) -> list[Priority]:
    held = Priority.objects.filter(in_force(day), municipality=municipality)
    return list(held.select_related("theme", "municipality").order_by("pk"))


def _later_starts(municipality: Area, day: date) -> dict[int, date]:
    """Give per theme the first day on which a later priority begins."""
    rows = Priority.objects.filter(municipality=municipality, valid_from__gt=day)
    return dict(
        rows.values("theme").annotate(first=Min("valid_from")).values_list("theme", "first")
    )


def state_of(rows: QuerySet[Priority] | QuerySet[LocalPolicy]) -> str:
    """Write which rows stand there, and how often each changed."""
    return ",".join(f"{pk}:{version}" for pk, version in _numbered(rows))


def _numbered(rows: QuerySet[Any]) -> QuerySet[Any, tuple[int, int]]:
    return rows.order_by("pk").values_list("pk", "version")


@transaction.atomic
def end_priority(
    priority: Priority, *, valid_until: date, version: int, reason: str, by: Actor
) -> None:
    """End a priority; one that had not begun by then is removed."""
    check_may_fill_in(priority.municipality, by=by)
    priority = lock_version(priority, version=version)
    before = snapshot(priority)
    record(Event.PRIORITY_ENDED, subject=priority, by=by)
    if priority.valid_from and priority.valid_from >= valid_until:
        note_change(priority, before=before, reason=reason, by=by, removed=True)
        priority.delete()
        return
    priority.valid_until = valid_until
    priority.save()
    note_change(priority, before=before, reason=reason, by=by)


@dataclass(frozen=True, kw_only=True)
class LocalRegisterDetails:
    """A question that each municipality answers."""

    name: str
    question: str
    theme: Theme | None = None
    valid_from: date | None = None
    valid_until: date | None = None


@transaction.atomic
def add_local_register(
    details: LocalRegisterDetails, *, slug: str, network: Network, by: Actor
) -> LocalRegister:
    """Add a register that each municipality of ``network`` fills in."""
    check_may_keep_register(network, by=by)
    if LocalRegister.objects.filter(slug=slug).exists():
        raise RuleBroken(_("There is a register with this name already. Choose another name."))
    register = LocalRegister(network=network, slug=slug, **vars(details))
    check_local_register(register)
    register.save()
    note_change(register, before=None, reason=details.question, by=by)
    record(Event.LOCAL_REGISTER_ADDED, subject=register, by=by)
    return register


@transaction.atomic
def change_local_register(
    register: LocalRegister,
    details: LocalRegisterDetails,
    *,
    version: int,
    reason: str,
    by: Actor,
) -> LocalRegister:
    """Change what a register asks, or give it a last day; its address stays."""
    check_may_keep_register(register.network, by=by)
    register = lock_version(register, version=version)
    before = snapshot(register)
    for name, value in vars(details).items():
        setattr(register, name, value)
    check_local_register(register)
    register.save()
    note_change(register, before=before, reason=reason, by=by)
    record(Event.LOCAL_REGISTER_CHANGED, subject=register, by=by)
    return register


@dataclass(frozen=True, kw_only=True)
class LocalPolicyDetails:
    """What a municipality answers in a register, since when and by which document."""

    register: LocalRegister
    municipality: Area
    answer: str
    source: str
    note: str = ""
    is_invented: bool = False
    valid_from: date | None = None
    valid_until: date | None = None


@transaction.atomic
def set_local_policy(
    details: LocalPolicyDetails, *, by: Actor, reason: str = "", seen: str | None = None
) -> LocalPolicy:
    """Note what a municipality answers; an earlier answer ends on the first day of this one.

    An answer from the same day is put right. ``seen`` is the answer the page showed, as
    ``state_of`` writes it; None skips that question. Without ``reason`` the source is the reason.

    Raises:
        ChangedSince: the answer changed since the page was opened.
    """
    check_may_fill_in(details.municipality, by=by)
    _lock(details.municipality)
    given = LocalPolicy.objects.filter(register=details.register, municipality=details.municipality)
    if seen is not None and state_of(given) != seen:
        raise ChangedSince
    current = given.exclude(valid_until__lte=details.valid_from) if details.valid_from else given
    reason = reason or details.source
    policy = LocalPolicy()
    before = None
    for row in current:
        if row.valid_from == details.valid_from:
            before, policy = snapshot(row), lock_version(row, version=row.version)
        elif details.valid_from and (row.valid_from is None or row.valid_from < details.valid_from):
            _end_policy(row, valid_until=details.valid_from, reason=reason, by=by)
    for name, value in vars(details).items():
        setattr(policy, name, value)
    check_local_policy(policy)
    policy.save()
    note_change(policy, before=before, reason=reason, by=by)
    record(Event.LOCAL_POLICY_CHANGED, subject=policy, by=by)
    return policy


def _end_policy(policy: LocalPolicy, *, valid_until: date, reason: str, by: Actor) -> None:
    policy = lock_version(policy, version=policy.version)
    before = snapshot(policy)
    policy.valid_until = valid_until
    policy.save()
    note_change(policy, before=before, reason=reason, by=by)


def _lock(municipality: Area) -> None:
    """Let two people who fill in one municipality wait for each other."""
    Area.objects.select_for_update(of=("self",)).get(pk=municipality.pk)
