"""What bodies decided, what has to follow, and who may read it."""

from datetime import date, timedelta
from functools import lru_cache
from typing import Self, TypeVar

from django.db import models
from django.db.models import F, Max, Q
from django.urls import reverse

from ivz.accounts.actors import Actor
from ivz.accounts.models import User
from ivz.accounts.written_filters import written_once
from ivz.authorization.openness import Openness
from ivz.decisions.models.noting import NotingQuerySet
from ivz.decisions.states import (
    EffectState,
    FollowUpKind,
    FollowUpState,
    Ground,
    Outcome,
    RestrictionStepKind,
    Series,
)
from ivz.network.models import Body, Person
from ivz.workflow.versions import Versioned

LOOKED_AT_AHEAD = timedelta(days=30)


class RestrictionQuerySet(models.QuerySet["Restriction"]):
    """Restrictions, narrowed down in the words of the domain."""

    @written_once()
    def visible_to(self, actor: Actor) -> Self:
        """Keep the restrictions that name ``actor`` as a reader, while seated in the network.

        Policy: docs/policy/openness.md#secrecy-register
        """
        if actor.is_helping:
            return self.none()
        named = Restriction.readers.through.objects.filter(person_id=actor.person_id or 0)
        return self.filter(
            pk__in=named.values("restriction_id"),
            imposed_by__body__network__in=sorted(actor.network_ids),
        )

    def in_force(self) -> Self:
        """Keep those that were not lifted."""
        return self.filter(lifted_on=None)


class Restriction(Versioned):
    """That named people only may read something (Dutch: *geheimhouding*).

    ``ends_on`` is when it is looked at again: nothing opens by itself. ``covered`` names what
    it lay on, as ``label:key``, once it is lifted.
    Policy: docs/policy/openness.md#restricted
    """

    reason = models.TextField()
    ground = models.CharField(max_length=20, choices=Ground, blank=True)
    imposed_by = models.ForeignKey(
        "decisions.Decision", on_delete=models.PROTECT, related_name="restrictions_imposed"
    )
    imposed_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField()
    readers = models.ManyToManyField(Person, related_name="+")
    lifted_on = models.DateField(null=True, blank=True)
    lifting_decision = models.ForeignKey(
        "decisions.Decision", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    covered = models.JSONField(default=list)

    objects = RestrictionQuerySet.as_manager()

    class Meta:
        ordering = ["ends_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="restriction_lifted_by_decision_only_when_lifted",
                condition=Q(lifting_decision=None) | Q(lifted_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Restriction until {self.ends_on}"

    def get_absolute_url(self) -> str:
        """Give the address of its page in the secrecy register."""
        return reverse("decisions:restriction", args=[self.pk])

    def is_due(self, on: date) -> bool:
        """Tell whether it is time to look at it again: within thirty days, or past."""
        return self.lifted_on is None and self.ends_on <= on + LOOKED_AT_AHEAD


class RestrictionStep(models.Model):
    """One act on a restriction, with why, who and when (Dutch: *stap in de geheimhouding*)."""

    restriction = models.ForeignKey(Restriction, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=20, choices=RestrictionStepKind)
    on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    why = models.TextField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"


class Guarded(models.Model):
    """A record that carries an openness, planned and actual, stored apart.

    ``openness`` is what counts when somebody reads; ``planned_openness`` is what
    it becomes when a named person publishes it.
    """

    planned_openness = models.CharField(max_length=20, choices=Openness, default=Openness.NETWORK)
    openness = models.CharField(max_length=20, choices=Openness, default=Openness.NETWORK)
    restriction = models.ForeignKey(
        Restriction, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_restricted_exactly_with_reason",
                condition=Q(openness=Openness.RESTRICTED) ^ Q(restriction=None),
            ),
        ]


def readable(actor: Actor, *, body: str = "body", network: str = "") -> Q:
    """Narrow down to what ``actor`` may read; ``body`` is the path to the owning body.

    What belongs to a network and no body gives the path to that as ``network``. Whoever looks
    along as somebody else reads nothing that is restricted.

    The rule of the four levels, in one place and in the query.
    Policy: docs/policy/openness.md#levels
    """
    if not actor.seats:
        return Q(openness=Openness.PUBLIC)
    reader = None if actor.is_helping else actor.person_id or 0
    return _readable_inside(
        actor.network_ids, actor.body_ids, reader=reader, body=body, network=network
    )


@lru_cache(maxsize=1_000)
def _readable_inside(
    network_ids: frozenset[int],
    body_ids: frozenset[int],
    *,
    reader: int | None,
    body: str,
    network: str,
) -> Q:
    """Write the rule for seats held now; a page asks it ten times.

    Only the question is kept: which seats somebody holds is given, and who is named in a
    restriction is looked up by each query.
    """
    inside = Q(openness=Openness.NETWORK)
    if reader is not None:
        named = Restriction.readers.through.objects.filter(person_id=reader)
        inside |= Q(openness=Openness.RESTRICTED, restriction__in=named.values("restriction_id"))
    owner = network or f"{body}__network"
    allowed = Q(openness=Openness.PUBLIC) | (Q(**{f"{owner}__in": sorted(network_ids)}) & inside)
    if not network:
        allowed |= Q(openness=Openness.BODY, **{f"{body}__in": sorted(body_ids)})
    return allowed


Row_co = TypeVar("Row_co", bound=Guarded, covariant=True)


class GuardedQuerySet(NotingQuerySet[Row_co]):
    """Guarded records; once read on behalf of somebody, restricted ones are noted with them."""


def series_of(planned_openness: str) -> Series:
    """Give the series for a decision that is planned to be as open as this."""
    return Series.OPEN if planned_openness == Openness.PUBLIC else Series.CLOSED


def reference(body: Body, *, year: int, series: str, number: int) -> str:
    """Write how people name a decision: ``DVO 2016-8``, in the closed series ``DVO 2016-B8``."""
    mark = "B" if series == Series.CLOSED else ""
    return f"{body.short_name} {year}-{mark}{number}"


class DecisionQuerySet(GuardedQuerySet["Decision"]):
    """Decisions, narrowed down in the words of the domain."""

    @written_once()
    def visible_to(self, actor: Actor) -> Self:
        """Keep the decisions ``actor`` may read."""
        return self.filter(readable(actor)).read_by(actor)

    def next_number(self, body: Body, *, year: int, series: Series, is_practice: bool) -> int:
        """Give the number that the next decision of ``body`` in ``year`` gets in ``series``."""
        numbered = self.filter(body=body, year=year, series=series, is_practice=is_practice)
        return (numbered.aggregate(highest=Max("number"))["highest"] or 0) + 1


class Decision(Guarded):
    """One outcome by one body on one day (Dutch: *besluit*).

    ``number`` counts per body, year and series. Practice decisions stay outside the register.
    ``corrects`` is the decision that this one puts right; that one stays readable.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="decisions")
    year = models.PositiveSmallIntegerField()
    series = models.CharField(max_length=10, choices=Series, default=Series.OPEN)
    number = models.PositiveIntegerField()
    is_practice = models.BooleanField(default=False)
    decided_on = models.DateField()
    title = models.CharField(max_length=250)
    text = models.TextField()
    outcome = models.CharField(max_length=30, choices=Outcome)
    owner = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    owner_words = models.CharField(max_length=150, blank=True)
    due_on = models.DateField(null=True, blank=True)
    due_words = models.CharField(max_length=100, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    correction_reason = models.TextField(blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta(Guarded.Meta):
        ordering = ["decided_on", "number"]
        indexes = [models.Index(fields=["-decided_on", "-number"], name="decision_latest")]
        constraints = [
            *Guarded.Meta.constraints,
            models.UniqueConstraint(
                fields=["body", "year", "series", "number", "is_practice"],
                name="decision_number_once",
            ),
            models.CheckConstraint(
                name="decision_corrects_exactly_with_reason",
                condition=Q(corrects=None) ^ ~Q(correction_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.title}"

    @property
    def reference(self) -> str:
        """How people name the decision: ``DVO 2016-8``."""
        return reference(self.body, year=self.year, series=self.series, number=self.number)

    @property
    def number_in_series(self) -> str:
        """The number as addresses hold it: ``8``, in the closed series ``b8``."""
        return f"b{self.number}" if self.series == Series.CLOSED else str(self.number)

    @property
    def owner_name(self) -> str:
        """Who carries it out: in the words of the decision, else by function."""
        return self.owner_words or (self.owner.function if self.owner else "")


class FollowUpQuerySet(GuardedQuerySet["FollowUp"]):
    """Follow-ups, narrowed down in the words of the domain."""

    @written_once()
    def visible_to(self, actor: Actor) -> Self:
        """Keep the follow-ups ``actor`` may read."""
        return self.filter(readable(actor)).read_by(actor)


class FollowUp(Guarded, Versioned):
    """What has to follow, by whom and when (Dutch: *actie*, *toezegging*, *open punt*).

    It returns on every agenda of ``body`` after ``opened_on`` until it is done;
    ``returns_on`` names the meeting date that was agreed, where one was; ``due_words``
    stands where only words were agreed, with a ``review_on`` to look at it again.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="follow_ups")
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="follow_ups"
    )
    kind = models.CharField(max_length=20, choices=FollowUpKind)
    what = models.TextField()
    is_practice = models.BooleanField(default=False)
    owner = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="follow_ups"
    )
    owner_words = models.CharField(max_length=150, blank=True)
    opened_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    due_words = models.CharField(max_length=100, blank=True)
    returns_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=FollowUpState, default=FollowUpState.OPEN)
    done_on = models.DateField(null=True, blank=True)
    result = models.TextField(blank=True)
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = FollowUpQuerySet.as_manager()

    class Meta(Guarded.Meta):
        ordering = [F("due_on").asc(nulls_last=True), "opened_on", "pk"]
        constraints = [
            *Guarded.Meta.constraints,
            models.CheckConstraint(
                name="followup_done_exactly_when_dated",
                condition=Q(state=FollowUpState.DONE) ^ Q(done_on=None),
            ),
        ]
        indexes = [models.Index(fields=["body", "state"], name="followup_body_state")]

    def __str__(self) -> str:
        return self.what


class DecidedSubject(models.Model):
    """The subject a decision is about, what was asked, and what became of it (*gevolg*).

    ``kind``, ``question`` and ``step`` are keys in the register of effects. ``terms`` are what
    was decided, ``words`` the same as people read it; ``trace`` is what reversing needs.
    """

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="subject")
    kind = models.CharField(max_length=50)
    subject_id = models.PositiveBigIntegerField()
    question = models.CharField(max_length=50)
    step = models.CharField(max_length=50, blank=True)
    terms = models.JSONField(default=dict)
    words = models.JSONField(default=dict)
    trace = models.JSONField(default=dict)
    state = models.CharField(max_length=20, choices=EffectState)

    class Meta:
        indexes = [models.Index(fields=["kind", "subject_id"], name="decided_subject")]
        constraints = [
            models.CheckConstraint(
                name="decided_subject_moved_exactly_by_a_step",
                condition=Q(state__in=[EffectState.APPLIED, EffectState.REVERSED], step__gt="")
                | Q(
                    state__in=[
                        EffectState.NO_EFFECT,
                        EffectState.NOT_COMPETENT,
                        EffectState.PRACTICE,
                    ],
                    trace={},
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision_id}: {self.kind} {self.subject_id}, {self.question}"
