"""Papers with knowledge, and the questions with them, as pages and files ask them.

Policy: docs/policy/knowledge.md#papers
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ivz.accounts.actors import Actor
from ivz.authorization.openness import most_closed
from ivz.decisions.addresses import Lying, agendas_with
from ivz.documents.models import Version
from ivz.knowledge.models import (
    KnowledgePaper,
    KnowledgePaperQuerySet,
    KnowledgeQuestion,
    KnowledgeQuestionQuerySet,
)
from ivz.network.models import Network

# Under which name ``meetings`` tells on which agendas a paper stood.
KNOWLEDGE = "knowledge"


@dataclass(frozen=True, kw_only=True)
class PaperFilter:
    """Which papers are asked; empty for all."""

    theme: str = ""
    kind: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether some are left out."""
        return bool(self.theme or self.kind)


def papers_in(network: Network, *, actor: Actor) -> KnowledgePaperQuerySet:
    """Give the papers of a network, the latest first."""
    return KnowledgePaper.objects.visible_to(actor).filter(network=network)


def chosen(found: KnowledgePaperQuerySet, asked: PaperFilter) -> KnowledgePaperQuerySet:
    """Keep the papers that were asked."""
    if asked.theme:
        found = found.filter(theme__code=asked.theme)
    if asked.kind:
        found = found.filter(kind=asked.kind)
    return found.select_related("theme")


def themes_of(network: Network, *, actor: Actor) -> Sequence[tuple[str, str]]:
    """Give the themes that occur among what ``actor`` may read, as code and name; one query."""
    rows = papers_in(network, actor=actor).order_by().exclude(theme=None)
    themes = rows.values_list("theme__code", "theme__name").distinct()
    return sorted(themes, key=lambda theme: theme[1])


def readable_files(actor: Actor) -> KnowledgePaperQuerySet:
    """Give the papers with a file that ``actor`` may read."""
    return KnowledgePaper.objects.visible_to(actor).exclude(document=None)


def newest_file(paper: KnowledgePaper) -> Version | None:
    """Give the newest version of the file of a paper, None without a file; one query."""
    if paper.document is None:
        return None
    return paper.document.versions.select_related("document").first()


def questions_of(papers: Iterable[KnowledgePaper], *, actor: Actor) -> KnowledgeQuestionQuerySet:
    """Give the questions with papers that ``actor`` may read, in the order they were asked."""
    rows = KnowledgeQuestion.objects.visible_to(actor).filter(paper__in=list(papers))
    return rows.select_related("paper__network__area", "asked_by")


def waiting_in(network: Network, *, actor: Actor) -> KnowledgeQuestionQuerySet:
    """Give the questions of a network that nobody answered, what waits longest first."""
    rows = KnowledgeQuestion.objects.visible_to(actor).unanswered()
    return rows.filter(paper__network=network).select_related("paper").order_by("asked_on", "pk")


def presented_in(paper: KnowledgePaper, *, actor: Actor) -> list[Lying]:
    """Give the agenda items and proposals with which a paper lies, as far as one may read them."""
    return agendas_with(KNOWLEDGE, [paper.pk], actor=actor)


def level_of(paper: KnowledgePaper, questions: Iterable[KnowledgeQuestion]) -> str:
    """Give how open the most closed part is."""
    return most_closed(paper.openness, *(row.openness for row in questions))
