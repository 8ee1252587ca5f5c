"""A paper with knowledge to keep and to print, with the questions that were asked with it.

Policy: docs/policy/knowledge.md#papers
"""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from ivz.documents.papers import Paper, Part
from ivz.knowledge.models import KnowledgePaper, KnowledgeQuestion
from ivz.web.exports import Export
from ivz.web.templatetags.ivz import day_date


def printed(
    row: KnowledgePaper, questions: Sequence[KnowledgeQuestion], *, export: Export
) -> Paper:
    """Give a paper with the questions that its reader may read."""
    return Paper(
        kicker=row.get_kind_display(),
        title=row.title,
        foot=f"{row.title}. {export.told}",
        facts=list(_facts(row)),
        parts=list(_parts(row, questions)),
    )


def _facts(row: KnowledgePaper) -> Iterator[tuple[str, str]]:
    yield _("Network"), row.network.name
    if row.theme:
        yield _("Theme"), row.theme.name
    yield _("Date"), day_date(row.on)
    told = {
        _("By"): row.made_by,
        _("Occasion"): row.occasion,
        _("Took part"): ", ".join(each.name for each in row.organisations.all()),
        _("Where it can be read"): row.source_url,
    }
    yield from ((name, value) for name, value in told.items() if value)


def _parts(row: KnowledgePaper, questions: Sequence[KnowledgeQuestion]) -> Iterator[Part]:
    if row.summary:
        yield Part(heading=_("Summary"), paragraphs=[row.summary])
    if row.lesson_lines:
        lines = "\n".join(f"• {line}" for line in row.lesson_lines)
        yield Part(heading=_("Lessons"), paragraphs=[lines])
    if questions:
        yield Part(heading=_("Questions and answers"))
    for each in questions:
        answer = each.answer or _("Not answered yet.")
        yield Part(heading=each.question, level=3, paragraphs=[answer])
