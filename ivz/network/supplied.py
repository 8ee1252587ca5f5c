"""What higher subjects tell the registers; each adds its answer when the program starts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise

from ivz.accounts.actors import Actor
from ivz.network.models import Body, Network, Person
from ivz.workflow.models import Change

Parts = Callable[[Body | Network, Actor], "Part | None"]
Deciding = Callable[[Sequence[Change]], bool]
MeetingCount = Callable[[Body, date, date], int]
PersonFacts = Callable[[Person, date], Sequence["PersonFact"]]
PersonDeeds = Callable[[Person, Actor], Sequence["PersonDeed"]]


@dataclass(frozen=True, kw_only=True)
class PersonFact:
    """Something a higher subject knows of a person on a day, such as a portfolio."""

    label: str | Promise
    text: str
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class PersonDeed:
    """Something that a reader can do for a person in a higher subject, such as inviting them."""

    label: str | Promise
    url: str


@dataclass(frozen=True, kw_only=True)
class Part:
    """What a higher subject shows on the page of a body or network: a template and its facts."""

    template: str
    about: Any


_meeting_counts: list[MeetingCount] = []
_person_facts: list[PersonFacts] = []
_person_deeds: list[PersonDeeds] = []
_parts: list[Parts] = []
_deciding: list[Deciding] = []


def register_meeting_count(count: MeetingCount) -> None:
    """Let ``count`` say how often a body met from a day until (not including) another."""
    _meeting_counts[:] = [count]


def meetings_held(body: Body, *, since: date, until: date) -> int | None:
    """Give how often a body really met in a period, None where nobody can tell."""
    return _meeting_counts[0](body, since, until) if _meeting_counts else None


def register_person_facts(facts: PersonFacts) -> None:
    """Let ``facts`` add to what the page of a person shows."""
    if facts not in _person_facts:
        _person_facts.append(facts)


def facts_about(person: Person, *, on: date) -> list[PersonFact]:
    """Give what higher subjects know of a person on a day."""
    return [fact for source in _person_facts for fact in source(person, on)]


def register_person_deeds(deeds: PersonDeeds) -> None:
    """Let ``deeds`` offer what a reader can do; it gives only what that reader may."""
    if deeds not in _person_deeds:
        _person_deeds.append(deeds)


def deeds_for(person: Person, *, by: Actor) -> list[PersonDeed]:
    """Give what ``by`` can do for a person in higher subjects."""
    return [deed for source in _person_deeds for deed in source(person, by)]


def register_part(part: Parts) -> None:
    """Let ``part`` add to the pages of bodies and networks."""
    if part not in _parts:
        _parts.append(part)


def parts_of(subject: Body | Network, *, by: Actor) -> list[Part]:
    """Give what higher subjects show on the page of a body or network."""
    found = (source(subject, by) for source in _parts)
    return [part for part in found if part is not None]


def register_deciding(is_decided: Deciding) -> None:
    """Let ``is_decided`` say whether a decision made a change."""
    if is_decided not in _deciding:
        _deciding.append(is_decided)


def is_decided(changes: Sequence[Change]) -> bool:
    """Tell whether a decision that still stands made one of these changes."""
    return any(source(changes) for source in _deciding)
