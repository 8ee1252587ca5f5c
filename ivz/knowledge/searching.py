"""What is found of developments, papers and questions.

Policy: docs/policy/search.md#what-is-found
"""

from django.utils.translation import gettext_lazy as _

from ivz.knowledge.models import Development, KnowledgePaper, KnowledgeQuestion
from ivz.search.sources import Source, Told, register_source


def register() -> None:
    """Let developments, papers and the questions with them be found."""
    register_source(
        Source(
            kind="development",
            label=_("Developments"),
            one=_("Development"),
            position=50,
            rows=lambda: Development.objects.select_related("theme"),
            tell=_development,
            visible_to=Development.objects.visible_to,
        )
    )
    register_source(
        Source(
            kind="knowledge",
            label=_("Lessons, research and questions"),
            one=_("Knowledge paper"),
            position=51,
            rows=lambda: KnowledgePaper.objects.select_related("theme").prefetch_related(
                "organisations"
            ),
            tell=_paper,
            visible_to=KnowledgePaper.objects.visible_to,
        )
    )
    register_source(
        Source(
            kind="question",
            label=_("Questions and answers"),
            one=_("Question and answer"),
            position=53,
            rows=lambda: KnowledgeQuestion.objects.select_related("paper__theme"),
            tell=_question,
            visible_to=KnowledgeQuestion.objects.visible_to,
            follows={"knowledge.KnowledgePaper": "paper"},
        )
    )


def _development(row: Development) -> Told:
    return Told(
        title=row.title,
        text=" ".join(filter(None, [row.what, row.meaning, row.outcome])),
        also=" ".join([row.source, *(row.theme.names if row.theme else [])]),
        address=row.get_absolute_url(),
        network_id=row.network_id,
        theme_id=row.theme_id,
        on=row.since,
    )


def _paper(row: KnowledgePaper) -> Told:
    took_part = [each.name for each in row.organisations.all()]
    return Told(
        title=row.title,
        text=" ".join(filter(None, [row.occasion, row.summary, row.lessons])),
        also=" ".join([row.made_by, *took_part, *(row.theme.names if row.theme else [])]),
        address=row.get_absolute_url(),
        network_id=row.network_id,
        theme_id=row.theme_id,
        on=row.on,
    )


def _question(row: KnowledgeQuestion) -> Told:
    paper = row.paper
    return Told(
        title=row.question[:200],
        text=" ".join(filter(None, [row.question[200:], row.answer])),
        address=row.get_absolute_url(),
        network_id=paper.network_id,
        theme_id=paper.theme_id,
        on=row.answered_on or row.asked_on,
    )
