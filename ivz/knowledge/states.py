"""States of developments and what may become of one; kinds of papers.

Policy: docs/policy/knowledge.md
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reach(models.TextChoices):
    """How far a development reaches."""

    REGIONAL = "regional", _("Regional")
    NATIONAL = "national", _("National")


class DevelopmentState(models.TextChoices):
    """What became of a development."""

    NOTICED = "noticed", _("Noticed")
    LOOKED_AT = "looked_at", _("Being looked at")
    TAKEN_UP = "taken_up", _("Picked up")
    SET_ASIDE = "set_aside", _("Set aside")


OPEN = [DevelopmentState.NOTICED, DevelopmentState.LOOKED_AT]


class TakenUpIn(models.TextChoices):
    """In what a development was taken up."""

    REQUEST = "request", _("A request for a project")
    AGENDA = "agenda", _("An item for an agenda")
    POLICY = "policy", _("Policy")


class StepKind(models.TextChoices):
    """What somebody did with a development."""

    NOTED = "noted", _("Noticed")
    CHANGED = "changed", _("Text changed")
    LOOKED_AT = "looked_at", _("Looked at")
    TAKEN_UP = "taken_up", _("Picked up")
    SET_ASIDE = "set_aside", _("Set aside")
    PUBLISHED = "published", _("Made public")
    CLOSED = "closed", _("Closed to the public")
    UNDONE = "undone", _("Taken back")


class PaperKind(models.TextChoices):
    """What a paper with knowledge is."""

    MEMO = "memo", _("Memo of a learning table")
    RESEARCH = "research", _("Result of research")
    QUESTIONS = "questions", _("Questions and answers")


class Event(models.TextChoices):
    """What the audit trail records about knowledge; the values are stored."""

    DEVELOPMENT_NOTED = "development.noted", _("Development noted")
    DEVELOPMENT_CHANGED = "development.changed", _("Development changed")
    DEVELOPMENT_MOVED = "development.moved", _("Something became of a development")
    DEVELOPMENT_OPENED = "development.openness", _("Openness of a development changed")

    PAPER_WRITTEN = "knowledge.paper_written", _("Knowledge paper written")
    PAPER_CHANGED = "knowledge.paper_changed", _("Knowledge paper changed")
    PAPER_FILED = "knowledge.paper_filed", _("File put with a knowledge paper")
    PAPER_OPENED = "knowledge.paper_openness", _("Openness of a knowledge paper changed")
    QUESTION_ASKED = "knowledge.question_asked", _("Question asked")
    QUESTION_ANSWERED = "knowledge.question_answered", _("Question answered")
    QUESTION_WITHDRAWN = "knowledge.question_withdrawn", _("Question taken back")
