"""A word of its own in every text that is not for everyone."""

import itertools
import re
from dataclasses import dataclass, field
from functools import cached_property

from django.db import IntegrityError, models, transaction

from ivz.accounts.models import User
from ivz.search import indexing
from tests.addresses import addresses
from tests.canary.people import Someone
from tests.canary.rules import RULES, models_with_a_rule

MOST_OF_A_KIND = 100
SHORTEST = 6
LOOKS_LIKE_A_WORD = re.compile(r"qx[bcdfghjklm]{4}")
KEPT = {
    "accounts.User password": "signs in",
    "decisions.DecidedSubject kind": "names the kind of subject in the code",
    "decisions.DecidedSubject question": "names the question in the code",
    "decisions.DecidedSubject step": "names the step in the code",
    "schedule.ScheduledAction name": "names the action in the code",
    "insight.Claim paper": "names the paper in the code",
    "insight.Claim code": "names the statement in the code",
    "meetings.LeftRemark code": "names the kind of remark in the code",
    "insight.Claim kind": "names how it is recomputed",
    "workflow.Change subject_model": "names the model",
    "workflow.Change subject_id": "the number of the record; what looks for it wants a number",
}


@dataclass
class Planted:
    """Every word that was planted, with the record and the field it stands in."""

    people: list[Someone]
    words: dict[str, tuple[models.Model, str]] = field(default_factory=dict)
    forbidden: dict[str, dict[str, str]] = field(default_factory=dict)
    closed_texts: set[tuple[str, str]] = field(default_factory=set)

    def __post_init__(self):
        letters = itertools.product("bcdfghjklm", repeat=4)
        records = [record for model in models_with_a_rule() for record in latest(model)]
        for record in sorted(records, key=self.closed_to):
            for each in texts_of(record):
                self.plant(f"qx{''.join(next(letters))}", record, each)
        indexing.rebuild()

    def closed_to(self, record):
        """Tell of each person whether this is closed; what is closed alike gets words alike.

        So one search for their first letters is a search for many words.
        """
        may_read = RULES[record._meta.label].reads
        return [not may_read(who, record, "") for who in self.people]

    def plant(self, word, record, each):
        """Put ``word`` where not everybody may read it, unless a constraint forbids that."""
        may_read = RULES[record._meta.label].reads
        if all(may_read(who, record, each.name) for who in self.people):
            return
        self.closed_texts.add((record._meta.label, each.name))
        value = planted_in(getattr(record, each.attname), word, each)
        try:
            with transaction.atomic():
                type(record).objects.filter(pk=record.pk).update(**{each.name: value})
        except IntegrityError:
            return
        if value != getattr(record, each.attname):
            self.words[word] = (record, each.name)

    @cached_property
    def addresses(self):
        """Give every address there is as its pattern and the path, gathered once."""
        return list(addresses())

    def forbidden_to(self, who):
        if who.name not in self.forbidden:
            self.forbidden[who.name] = {
                word: f"{record._meta.label} {record.pk} {name}"
                for word, (record, name) in self.words.items()
                if not RULES[record._meta.label].reads(who, record, name)
            }
        return self.forbidden[who.name]

    def planted_models(self):
        return {record._meta.label for record, _name in self.words.values()}


def latest(model):
    """Give the newest records; the example finds its own accounts by their name."""
    rows = model.objects.order_by("-pk")
    if model is User:
        rows = rows.exclude(username__startswith="voorbeeld-")
    return rows[:MOST_OF_A_KIND]


def texts_of(record):
    """Give the fields in which somebody writes."""
    return [
        each
        for each in record._meta.concrete_fields
        if isinstance(each, models.CharField | models.TextField | models.JSONField)
        and not each.choices
        and (getattr(each, "max_length", None) or SHORTEST) >= SHORTEST
        and f"{record._meta.label} {each.name}" not in KEPT
    ]


def planted_in(value, word, each):
    """Give ``word`` in the shape that a field asks; in JSON instead of every written text."""
    if isinstance(each, models.JSONField):
        return in_texts(value, word)
    if isinstance(each, models.EmailField):
        return f"{word}@example.org"
    return f"https://example.org/{word}" if isinstance(each, models.URLField) else word


def in_texts(value, word):
    if isinstance(value, dict):
        return {key: in_texts(inner, word) for key, inner in value.items()}
    if isinstance(value, list):
        return [in_texts(inner, word) for inner in value]
    is_text = isinstance(value, str) and (" " in value or value == "-")
    return word if is_text else value
