"""Everything the register of decisions holds."""

from ivz.decisions.models.completion import Addressee
from ivz.decisions.models.elsewhere import DecisionElsewhere
from ivz.decisions.models.noting import NotingQuerySet
from ivz.decisions.models.register import (
    LOOKED_AT_AHEAD,
    DecidedSubject,
    Decision,
    DecisionQuerySet,
    FollowUp,
    FollowUpQuerySet,
    Guarded,
    GuardedQuerySet,
    Restriction,
    RestrictionQuerySet,
    RestrictionStep,
    readable,
    reference,
    series_of,
)

__all__ = [
    "LOOKED_AT_AHEAD",
    "Addressee",
    "DecidedSubject",
    "Decision",
    "DecisionElsewhere",
    "DecisionQuerySet",
    "FollowUp",
    "FollowUpQuerySet",
    "Guarded",
    "GuardedQuerySet",
    "NotingQuerySet",
    "Restriction",
    "RestrictionQuerySet",
    "RestrictionStep",
    "readable",
    "reference",
    "series_of",
]
