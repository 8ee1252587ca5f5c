"""The focus agenda: the themes a deciding body puts first for two years, with their grounds.

Policy: docs/policy/projects.md#focus-agenda
"""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from ivz.accounts.actors import Actor
from ivz.accounts.written_filters import written_once
from ivz.decisions.models import Decision, Guarded, GuardedQuerySet, readable
from ivz.decisions.papers import Paper
from ivz.decisions.states import PaperState
from ivz.documents.models import Document
from ivz.insight.models import DataSet
from ivz.network.models import Body, Dated, Network, Theme
from ivz.projects.models.projects import Project
from ivz.projects.states import GroundKind
from ivz.workflow.versions import Versioned


class FocusAgendaQuerySet(GuardedQuerySet["FocusAgenda"]):
    """Focus agendas, narrowed down in the words of the domain."""

    @written_once()
    def visible_to(self, actor: Actor) -> Self:
        """Keep the focus agendas ``actor`` may read."""
        return self.filter(readable(actor)).read_by(actor)


class FocusAgenda(Guarded, Dated, Paper, Versioned):
    """What a deciding body puts first for a period (Dutch: *focusagenda*), by a decision.

    ``origin`` names the paper that says so where the decision stands in no register here.
    """

    slug = models.SlugField(max_length=80, unique=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="focus_agendas")
    title = models.CharField(max_length=200)
    submitted_on = models.DateField(null=True, blank=True)
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    origin = models.CharField(max_length=200, blank=True)

    objects = FocusAgendaQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from", "-pk"]
        constraints = [
            *Guarded.Meta.constraints,
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="focus_adopted_by_decision_or_paper",
                condition=~Q(state=PaperState.ADOPTED) | ~Q(decision=None) | ~Q(origin=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def network(self) -> Network:
        """The network it is for."""
        return self.body.network

    def get_absolute_url(self) -> str:
        """Give the address of its page."""
        return reverse("projects:focus", args=[self.slug])


class FocusThemeQuerySet(models.QuerySet["FocusTheme"]):
    """Themes on focus agendas, narrowed down in the words of the domain."""

    @written_once()
    def visible_to(self, actor: Actor) -> Self:
        """Keep the themes of agendas ``actor`` may read."""
        return self.filter(agenda__in=FocusAgenda.objects.visible_to(actor).values("pk"))


class FocusTheme(Versioned):
    """A theme on a focus agenda, with what the Platform does for it (Dutch: *focusthema*).

    ``theme`` is empty where what comes first is no theme of the list, such as better information.
    """

    agenda = models.ForeignKey(FocusAgenda, on_delete=models.CASCADE, related_name="themes")
    theme = models.ForeignKey(
        Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    role = models.TextField(blank=True)

    objects = FocusThemeQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["agenda", "position"], name="focus_position_once"),
        ]

    def __str__(self) -> str:
        return self.title


class FocusGroundQuerySet(models.QuerySet["FocusGround"]):
    """Grounds of focus themes, narrowed down in the words of the domain."""

    @written_once(by_group=True)
    def visible_to(self, actor: Actor) -> Self:
        """Keep the grounds of agendas ``actor`` may read, that rest on nothing closed to them."""
        sources = {
            "data_set": DataSet.objects.visible_to(actor),
            "project": Project.objects.visible_to(actor),
            "decision": Decision.objects.visible_to(actor),
            "document": Document.objects.visible_to(actor),
        }
        found = self.filter(focus__in=FocusTheme.objects.visible_to(actor).values("pk"))
        for name, readable_rows in sources.items():
            is_open = Q(**{f"{name}__in": readable_rows.order_by().values("pk")})
            found = found.filter(Q(**{name: None}) | is_open)
        return found


class FocusGround(models.Model):
    """What the choice of a theme rests on (Dutch: *onderbouwing van de focus*).

    It leads to one source: figures, a project, a decision or a document. Of priorities it keeps
    in how many municipalities the theme played on a day, as that was known when it was counted.
    """

    focus = models.ForeignKey(FocusTheme, on_delete=models.CASCADE, related_name="grounds")
    kind = models.CharField(max_length=20, choices=GroundKind)
    text = models.TextField(blank=True)
    data_set = models.ForeignKey(
        DataSet, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    project = models.ForeignKey(
        Project, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    counted_on = models.DateField(null=True, blank=True)
    counted = models.PositiveSmallIntegerField(null=True, blank=True)
    counted_of = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = FocusGroundQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text
