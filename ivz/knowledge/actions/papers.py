"""Writing papers with what was learnt or found, and asking and answering questions with them.

Policy: docs/policy/knowledge.md#papers
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from ivz.accounts.actors import Actor
from ivz.audit.actions import record
from ivz.authorization.openness import Openness
from ivz.documents import actions as documents
from ivz.knowledge import rules
from ivz.knowledge.models import KnowledgePaper, KnowledgeQuestion
from ivz.knowledge.states import Event, PaperKind
from ivz.network.models import Network, Organisation, Theme
from ivz.workflow.versions import lock_version


@dataclass(frozen=True, kw_only=True)
class PaperDetails:
    """What was learnt or found, on which day, by whom, and with which theme it is kept."""

    kind: PaperKind
    title: str
    on: date
    theme: Theme | None = None
    made_by: str = ""
    occasion: str = ""
    organisations: Sequence[Organisation] = ()
    summary: str = ""
    lessons: str = ""
    source_url: str = ""


@dataclass(frozen=True, kw_only=True)
class QuestionDetails:
    """A question, and its answer with who reads it; without an answer it waits."""

    question: str
    answer: str = ""
    openness: Openness = Openness.NETWORK


@transaction.atomic
def write(network: Network, details: PaperDetails, *, by: Actor) -> KnowledgePaper:
    """Keep what was learnt or found, for everyone in the network to read."""
    rules.check_may_note(network, by=by)
    row = KnowledgePaper(network=network, noted_on=by.today, noted_by_id=by.person_id)
    _fill(row, details, by=by)
    record(Event.PAPER_WRITTEN, subject=row, by=by)
    return row


@transaction.atomic
def change(
    paper: KnowledgePaper, details: PaperDetails, *, version: int, by: Actor
) -> KnowledgePaper:
    """Save the text of a paper."""
    row = lock_version(paper, version=version)
    rules.check_may_change(row, by=by)
    _fill(row, details, by=by)
    record(Event.PAPER_CHANGED, subject=row, by=by)
    return row


def _fill(row: KnowledgePaper, details: PaperDetails, *, by: Actor) -> None:
    for name, value in vars(details).items():
        if name != "organisations":
            setattr(row, name, value)
    rules.check_paper(row, by=by)
    row.save()
    row.organisations.set(details.organisations)


def put_file(
    paper: KnowledgePaper, content: bytes, *, version: int, is_public_at_once: bool, by: Actor
) -> KnowledgePaper:
    """Keep the file of a paper, before the one that is there; it is as open as the paper.

    Raises:
        FileRefused: the file is not taken in; the message says why.
    """
    rules.check_may_change(paper, by=by)
    with documents.kept(content, by=by) as stored:
        return _put_file(paper, stored, version=version, is_public_at_once=is_public_at_once, by=by)


@transaction.atomic
def _put_file(
    paper: KnowledgePaper,
    stored: documents.StoredFile,
    *,
    version: int,
    is_public_at_once: bool,
    by: Actor,
) -> KnowledgePaper:
    row = lock_version(paper, version=version)
    rules.check_may_change(row, by=by)
    rules.check_file_may_be_read(row, is_public_at_once=is_public_at_once)
    if row.document is None:
        row.document = documents.add(stored, by=by)
    else:
        documents.replace(row.document, stored, by=by)
    row.save()
    record(Event.PAPER_FILED, subject=row, by=by)
    return row


@transaction.atomic
def publish(paper: KnowledgePaper, *, by: Actor) -> KnowledgePaper:
    """Show a paper to visitors, with its file and what of its answers is public."""
    row = _lock(paper)
    rules.check_may_publish(row, by=by)
    return _open(row, Openness.PUBLIC, by=by)


@transaction.atomic
def close(paper: KnowledgePaper, *, by: Actor) -> KnowledgePaper:
    """Close a paper to visitors again, at once."""
    row = _lock(paper)
    rules.check_may_close(row, by=by)
    return _open(row, Openness.NETWORK, by=by)


def _open(row: KnowledgePaper, level: Openness, *, by: Actor) -> KnowledgePaper:
    row.openness = row.planned_openness = level
    row.version += 1
    row.save()
    record(Event.PAPER_OPENED, subject=row, by=by)
    return row


@transaction.atomic
def ask(paper: KnowledgePaper, details: QuestionDetails, *, by: Actor) -> KnowledgeQuestion:
    """Ask a question with a paper; who may answer can give the answer with it."""
    locked = _lock(paper)
    rules.check_may_ask(locked, by=by)
    row = KnowledgeQuestion(paper=locked, asked_on=by.today, asked_by_id=by.person_id)
    _open_no_further(row)
    _put_words(row, details, by=by)
    record(Event.QUESTION_ASKED, subject=row, by=by)
    return row


@transaction.atomic
def answer(
    question: KnowledgeQuestion, details: QuestionDetails, *, version: int, by: Actor
) -> KnowledgeQuestion:
    """Answer a question, or give the answer otherwise, and say who reads it."""
    row = lock_version(question, version=version)
    rules.check_may_answer(row.paper, by=by)
    _put_words(row, details, by=by)
    record(Event.QUESTION_ANSWERED, subject=row, by=by)
    return row


def _open_no_further(row: KnowledgeQuestion) -> None:
    """Close a new question with its paper, where that is for named people only."""
    if row.paper.openness == Openness.RESTRICTED:
        row.openness = row.planned_openness = Openness.RESTRICTED
        row.restriction = row.paper.restriction


def _put_words(row: KnowledgeQuestion, details: QuestionDetails, *, by: Actor) -> None:
    row.question, row.answer = details.question.strip(), details.answer.strip()
    if row.answer:
        rules.check_may_answer(row.paper, by=by)
    row.answered_on = (row.answered_on or by.today) if row.answer else None
    if row.openness != Openness.RESTRICTED:
        row.openness = row.planned_openness = details.openness
    rules.check_question(row)
    row.save()


@transaction.atomic
def withdraw(question: KnowledgeQuestion, *, by: Actor) -> None:
    """Take a question back that nobody answered."""
    row = KnowledgeQuestion.objects.select_for_update(of=("self",)).get(pk=question.pk)
    rules.check_may_withdraw(row, by=by)
    record(Event.QUESTION_WITHDRAWN, subject=row, by=by)
    row.delete()


def _lock(paper: KnowledgePaper) -> KnowledgePaper:
    rows = KnowledgePaper.objects.select_related("network__area", "restriction")
    return rows.select_for_update(of=("self",)).get(pk=paper.pk)
