"""The history of the registers, in words: what changed, why, by whom, and what can go back."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ivz.accounts.actors import Actor
from ivz.decisions.models import Decision
from ivz.network.models import Area, Network, Person, Theme
from ivz.network.queries.upkeep_history import hands_of
from ivz.portfolios.models import LocalPolicy, LocalRegister, Portfolio, Priority
from ivz.portfolios.states import PortfolioState
from ivz.web.templatetags.ivz import day_date
from ivz.workflow.models import Change

SHOWN = 50
_LABELS = {
    "holder": gettext_lazy("Holder"),
    "project_leader": gettext_lazy("Project leader"),
    "state": gettext_lazy("State"),
    "decision": gettext_lazy("Decision"),
    "decided_in": gettext_lazy("Decided in"),
    "name": gettext_lazy("Name"),
    "question": gettext_lazy("Question to each municipality"),
    "answer": gettext_lazy("Answer"),
    "source": gettext_lazy("Source"),
    "valid_from": gettext_lazy("From"),
    "valid_until": gettext_lazy("Up to and including"),
    "note": gettext_lazy("Remark"),
}


@dataclass(frozen=True, kw_only=True)
class Difference:
    """What one field said before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class ChangeRow:
    """A change in words, and whether it is the last one to its row."""

    change: Change
    by: str
    reason: str
    what: str
    differences: list[Difference]
    is_latest: bool


def about_theme(network: Network, theme: Theme, *, actor: Actor) -> list[ChangeRow]:
    """Give the changes to the portfolios of a theme in a network, newest first."""
    return _rows(_of(Portfolio, network=network.pk, theme=theme.pk), actor=actor)


def about_priorities(municipality: Area, *, actor: Actor) -> list[ChangeRow]:
    """Give the changes to the priorities of a municipality, newest first."""
    return _rows(_of(Priority, municipality=municipality.pk), actor=actor)


def about_answers(register: LocalRegister, municipality: Area, *, actor: Actor) -> list[ChangeRow]:
    """Give the changes to what a municipality answers in a register, newest first."""
    return _rows(_of(LocalPolicy, register=register.pk, municipality=municipality.pk), actor=actor)


def about_register(register: LocalRegister, *, actor: Actor) -> list[ChangeRow]:
    """Give the changes to what a register asks, newest first."""
    return _rows(_of(LocalRegister, id=register.pk), actor=actor)


def _of(
    model: type[Portfolio | Priority | LocalPolicy | LocalRegister], **keys: int
) -> QuerySet[Change]:
    """Narrow down to the changes of rows with these keys, also of rows that are gone."""
    after = Q(**{f"after__{name}": key for name, key in keys.items()})
    before = Q(**{f"before__{name}": key for name, key in keys.items()})
    found = Change.objects.filter(after | before, subject_model=model._meta.label)
    return found.order_by("-at", "-pk")


def _rows(found: QuerySet[Change], *, actor: Actor) -> list[ChangeRow]:
    changes = list(found[:SHOWN])
    words, hands = _Words.of(changes, actor=actor), hands_of(changes)
    seen: set[str] = set()
    rows = []
    for change in changes:
        rows.append(
            ChangeRow(
                change=change,
                by=hands.get(change.by, _("when this was set up")),
                reason=words.open_part(change.reason),
                what=_what(change),
                differences=_differences(change, words),
                is_latest=change.subject_id not in seen,
            )
        )
        seen.add(change.subject_id)
    return rows


def _what(change: Change) -> str:
    if change.before is None:
        return _("Added")
    return _("Removed") if change.after is None else _("Changed")


def _differences(change: Change, words: "_Words") -> list[Difference]:
    before, after = change.before or {}, change.after or {}
    return [
        Difference(
            label=str(label),
            before=words.say(name, before.get(name)),
            after=words.say(name, after.get(name)),
        )
        for name, label in _LABELS.items()
        if (before.get(name) or "") != (after.get(name) or "")
    ]


_NUMBERED = re.compile(r"\b(\d{4})-B?(\d{1,6})\b")  # as in DVO 2016-B8


def _named_in(changes: Sequence[Change], keys: set[int]) -> dict[int, str]:
    """Give the decisions with these keys, and those that the reasons of changes name; one query."""
    reasons = " ".join(change.reason for change in changes)
    numbered = _NUMBERED.findall(reasons)
    years, numbers = {int(year) for year, _number in numbered}, {int(n) for _year, n in numbered}
    wanted = Q(pk__in=keys) | Q(year__in=years, number__in=numbers)
    found = Decision.objects.filter(wanted).select_related("body")
    return {
        each.pk: each.reference for each in found if each.pk in keys or each.reference in reasons
    }


@dataclass(frozen=True, kw_only=True)
class _Words:
    """The people and decisions that changes name by key."""

    people: dict[int, str]
    decisions: dict[int, str]
    closed: frozenset[str]

    @classmethod
    def of(cls, changes: Sequence[Change], *, actor: Actor) -> "_Words":
        """Look up everyone and every decision named in ``changes``; three queries.

        A decision is named only to who may read it.
        """
        sides = [side for change in changes for side in (change.before, change.after) if side]
        people = {side.get(name) for side in sides for name in ("holder", "project_leader")}
        decisions = _named_in(changes, {side.get("decision") for side in sides} - {None})
        visible = Decision.objects.visible_to(actor).filter(pk__in=decisions)
        is_open = set(visible.values_list("pk", flat=True)) if decisions else set()
        return cls(
            people=dict(
                Person.objects.filter(pk__in=people - {None}).values_list("pk", "function")
            ),
            decisions={pk: named for pk, named in decisions.items() if pk in is_open},
            closed=frozenset(named for pk, named in decisions.items() if pk not in is_open),
        )

    def open_part(self, reason: str) -> str:
        """Write a reason without the decisions in it that are not open to the reader."""
        for reference in self.closed:
            whole = rf"{re.escape(reference)}(?!\d)"
            reason = re.sub(whole, _("a decision that is not open to you"), reason)
        return reason

    def say(self, name: str, value: Any) -> str:
        """Write the value of a field as people read it."""
        if not value:
            return ""
        if name in {"valid_from", "valid_until"}:
            day = date.fromisoformat(value)
            return day_date(day if name == "valid_from" else day - timedelta(days=1))
        known: dict[str, dict[Any, Any]] = {
            "holder": self.people,
            "project_leader": self.people,
            "decision": self.decisions,
            "state": dict(PortfolioState.choices),
        }
        return str(known[name].get(value, "")) if name in known else str(value)
