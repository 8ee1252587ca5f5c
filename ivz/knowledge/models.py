"""What the network knows: developments, papers with lessons or results, questions and answers.

Policy: docs/policy/knowledge.md
"""

from datetime import date
from typing import Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.urls import reverse

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness, most_closed
from ivz.decisions.models import Decision, Guarded, GuardedQuerySet, readable
from ivz.documents.models import Document, random_key
from ivz.knowledge.states import OPEN, DevelopmentState, PaperKind, Reach, StepKind, TakenUpIn
from ivz.network.models import Network, Organisation, Person, Theme
from ivz.workflow.versions import Versioned


class DevelopmentQuerySet(GuardedQuerySet["Development"]):
    """Developments, narrowed down in the words of the domain."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the developments ``actor`` may read."""
        return self.filter(readable(actor, network="network")).read_by(actor)

    def to_look_at(self, on: date) -> Self:
        """Keep those whose day to look again has come."""
        return self.filter(state__in=OPEN, review_on__lte=on)


class Development(Guarded, Versioned):
    """Something that changes in the region or the country (Dutch: *ontwikkeling*).

    ``meaning`` is what it means for the network, ``outcome`` what became of it, or why nothing.
    """

    key = models.CharField(max_length=32, unique=True, default=random_key, editable=False)
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="developments")
    title = models.CharField(max_length=200)
    what = models.TextField()
    since = models.DateField()
    source = models.CharField(max_length=200)
    source_url = models.URLField(max_length=500, blank=True)
    theme = models.ForeignKey(
        Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reach = models.CharField(max_length=10, choices=Reach)
    meaning = models.TextField(blank=True)
    state = models.CharField(
        max_length=10, choices=DevelopmentState, default=DevelopmentState.NOTICED
    )
    outcome = models.TextField(blank=True)
    review_on = models.DateField(null=True, blank=True)
    noted_on = models.DateField()
    noted_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = DevelopmentQuerySet.as_manager()

    class Meta(Guarded.Meta):
        ordering = ["-since", "-pk"]
        constraints = [
            *Guarded.Meta.constraints,
            models.CheckConstraint(
                name="development_open_is_looked_at_again",
                condition=~Q(state__in=OPEN) | ~Q(review_on=None),
            ),
            models.CheckConstraint(
                name="development_ended_with_words",
                condition=Q(state__in=OPEN) | ~Q(outcome=""),
            ),
        ]
        indexes = [models.Index(fields=["network", "state"], name="development_network_state")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether something is still to become of it."""
        return self.state in OPEN

    def get_absolute_url(self) -> str:
        """Give the address of its page."""
        return reverse("knowledge:development", args=[self.key])


class DevelopmentStepQuerySet(models.QuerySet["DevelopmentStep"]):
    """Steps of developments, narrowed down in the words of the domain."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the steps of developments ``actor`` may read, for the own network alone."""
        return self.filter(
            development__in=Development.objects.visible_to(actor).values("pk"),
            development__network__in=sorted(actor.network_ids),
        )


class DevelopmentStep(models.Model):
    """What somebody did with a development, in words (Dutch: *stap van een ontwikkeling*).

    ``before`` is what the step changed, as it stood; ``address`` is where one reads on.
    """

    development = models.ForeignKey(Development, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=10, choices=StepKind)
    on = models.DateField()
    by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    words = models.TextField(blank=True)
    taken_up_in = models.CharField(max_length=10, choices=TakenUpIn, blank=True)
    address = models.CharField(max_length=300, blank=True)
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    before = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    objects = DevelopmentStepQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"


class KnowledgePaperQuerySet(GuardedQuerySet["KnowledgePaper"]):
    """Papers with knowledge, narrowed down in the words of the domain."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the papers ``actor`` may read."""
        return self.filter(readable(actor, network="network")).read_by(actor)


class KnowledgePaper(Guarded, Versioned):
    """What was learnt, found or answered, kept with its theme (Dutch: *kennisstuk*).

    A memo of a learning table has its ``occasion``, who took part and the ``lessons``, one a line;
    research says who ``made_by`` it did. ``on`` is the day it was held, presented or written.
    """

    key = models.CharField(max_length=32, unique=True, default=random_key, editable=False)
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=10, choices=PaperKind)
    title = models.CharField(max_length=200)
    theme = models.ForeignKey(
        Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    on = models.DateField()
    made_by = models.CharField(max_length=200, blank=True)
    occasion = models.CharField(max_length=300, blank=True)
    organisations = models.ManyToManyField(Organisation, blank=True, related_name="+")
    summary = models.TextField(blank=True)
    lessons = models.TextField(blank=True)
    source_url = models.URLField(max_length=500, blank=True)
    document = models.OneToOneField(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="knowledge_paper"
    )
    noted_on = models.DateField()
    noted_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = KnowledgePaperQuerySet.as_manager()

    class Meta(Guarded.Meta):
        ordering = ["-on", "-pk"]
        constraints = [
            *Guarded.Meta.constraints,
            models.CheckConstraint(
                name="knowledge_paper_kept_with_its_theme",
                condition=Q(kind=PaperKind.QUESTIONS) | ~Q(theme=None),
            ),
        ]
        indexes = [models.Index(fields=["network", "kind"], name="knowledge_paper_network_kind")]

    def __str__(self) -> str:
        return self.title

    @property
    def lesson_lines(self) -> list[str]:
        """The lessons, each apart."""
        return [line.strip() for line in self.lessons.splitlines() if line.strip()]

    @property
    def effective_openness(self) -> str:
        """How open its file is: as the paper."""
        return self.openness

    def is_inside(self, actor: Actor) -> bool:
        """Tell whether ``actor`` belongs to the network, and so may see earlier versions."""
        return self.network_id in actor.network_ids

    def get_absolute_url(self) -> str:
        """Give the address of its page."""
        return reverse("knowledge:paper", args=[self.key])


class KnowledgeQuestionQuerySet(GuardedQuerySet["KnowledgeQuestion"]):
    """Questions, narrowed down in the words of the domain."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the questions ``actor`` may read: never more than the paper they belong to."""
        papers = KnowledgePaper.objects.visible_to(actor).values("pk")
        allowed = readable(actor, network="paper__network")
        return self.filter(allowed, paper__in=papers).read_by(actor)

    def unanswered(self) -> Self:
        """Keep what waits for an answer."""
        return self.filter(answered_on=None)


class KnowledgeQuestion(Guarded, Versioned):
    """A question that somebody in the network asked, with its answer (*vraag en antwoord*)."""

    paper = models.ForeignKey(KnowledgePaper, on_delete=models.CASCADE, related_name="questions")
    question = models.TextField()
    answer = models.TextField(blank=True)
    asked_on = models.DateField()
    asked_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_on = models.DateField(null=True, blank=True)

    objects = KnowledgeQuestionQuerySet.as_manager()

    class Meta(Guarded.Meta):
        ordering = ["pk"]
        constraints = [
            *Guarded.Meta.constraints,
            models.CheckConstraint(
                name="question_answered_exactly_with_words",
                condition=Q(answered_on=None, answer="") | (~Q(answered_on=None) & ~Q(answer="")),
            ),
            models.CheckConstraint(
                name="question_public_only_with_an_answer",
                condition=~Q(openness=Openness.PUBLIC) | ~Q(answer=""),
            ),
        ]

    def __str__(self) -> str:
        return self.question[:80]

    @property
    def shown_openness(self) -> str:
        """How open it is, its paper counted."""
        return most_closed(self.openness, self.paper.openness)

    def get_shown_openness_display(self) -> str:
        """Say how open it is."""
        return str(Openness(self.shown_openness).label)

    def get_absolute_url(self) -> str:
        """Give its place on the page of the paper."""
        return f"{self.paper.get_absolute_url()}#vraag-{self.pk}"
