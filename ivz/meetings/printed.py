"""Records as the files that are offered: what everyone may read, and nothing else."""

from django.template.loader import render_to_string
from django.utils import translation

from ivz.documents.papers import as_pdf
from ivz.meetings.papers import paper_of
from ivz.meetings.queries.decision_lists import DecisionList
from ivz.meetings.states import RecordForm

DOCUMENT_LANGUAGE = "nl"


def html_of(listed: DecisionList) -> str:
    """Write the public part of a decision list as the document its PDF is made of."""
    context = {"meeting": listed.meeting, "list": listed, "language": DOCUMENT_LANGUAGE}
    return render_to_string("meetings/decision_list_pdf.html", context)


def pdf_of(form: RecordForm, listed: DecisionList) -> bytes:
    """Print one form of record, in Dutch."""
    # Loading the PDF maker takes two seconds: only who asks a PDF waits for it.
    from ivz.documents import pdf  # noqa: PLC0415

    with translation.override(DOCUMENT_LANGUAGE):
        if form == RecordForm.DECISION_LIST:
            return pdf.render(html_of(listed))
        return as_pdf(paper_of(form, listed))
