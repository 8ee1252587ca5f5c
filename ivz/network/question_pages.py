"""The questions that the registers answer; subjects add theirs when the program starts.

Each is one page, one address of the interface for programs, and one export.
"""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, kw_only=True)
class QuestionPage:
    """One question, at a place counted from the top of the list.

    Its page takes the slug of the network as ``network_slug``; its export
    ``export_url_name`` takes that and ``suffix``, ``csv`` or ``ods``. ``api_path`` is the
    address below ``/api/v1``.
    """

    position: int
    question: str | Promise
    about: str | Promise
    url_name: str
    export_url_name: str
    api_path: str


_questions: dict[str, QuestionPage] = {}


def register_question_page(question: QuestionPage) -> None:
    """Put ``question`` on the list."""
    _questions[question.url_name] = question


def question_pages() -> list[QuestionPage]:
    """Give the questions from the top of the list."""
    return sorted(_questions.values(), key=lambda question: question.position)
