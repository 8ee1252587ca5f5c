"""A paper made from records, to print or to work on: as tagged PDF and as ODT.

Policy: docs/policy/documents.md
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language

from ivz.web.exports import Export
from ivz.web.tables import file_response

PDF, ODT = "pdf", "odt"
CONTENT_TYPES = {PDF: "application/pdf", ODT: "application/vnd.oasis.opendocument.text"}


@dataclass(frozen=True, kw_only=True)
class Part:
    """A heading with what stands under it: rows under columns, then paragraphs.

    ``level`` is that of the heading: 2, or 3 where it stands under the part before it.
    """

    heading: str
    level: int = 2
    paragraphs: Sequence[str] = ()
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What a paper says; ``facts`` stand under its title, ``foot`` on every page."""

    kicker: str
    title: str
    foot: str
    facts: Sequence[tuple[str, str]] = ()
    parts: Sequence[Part] = field(default_factory=tuple)


def as_pdf(paper: Paper) -> bytes:
    """Print a paper in our house style (PDF/UA-1)."""
    # Loading the PDF maker takes two seconds: only who asks a PDF waits for it.
    from ivz.documents import pdf  # noqa: PLC0415

    context = {"paper": paper, "language": get_language() or "nl"}
    return pdf.render(render_to_string("documents/paper.html", context))


def paper_response(paper: Paper, *, export: Export, name: str, suffix: str) -> HttpResponse:
    """Give a paper to keep, to print or to write on, that says who kept it and how open it is.

    Args:
        paper: what to write; in a PDF its foot tells of the file.
        export: who keeps it, when, and the openness of its most closed part.
        name: what the name of the file starts with.
        suffix: ``pdf`` or ``odt``.

    Raises:
        Http404: ``suffix`` is neither.

    Policy: docs/policy/openness.md#exports
    """
    if suffix not in CONTENT_TYPES:
        raise Http404
    content = as_pdf(paper) if suffix == PDF else as_odt(paper, told=export.told)
    return file_response(
        content, content_type=CONTENT_TYPES[suffix], name=export.file_name(name, suffix)
    )


def as_odt(paper: Paper, *, told: str) -> bytes:
    """Write a paper as a text document that others can change; ``told`` is about the file."""
    from odfdo import Document, Header, Paragraph, Table  # noqa: PLC0415 - takes a second to load

    document = Document("text")
    document.meta.title = f"{paper.kicker}: {paper.title}"
    document.meta.description = told
    body = document.body
    body.clear()
    body.append(Header(1, paper.title))
    body.append(Paragraph(paper.kicker))
    for name, value in paper.facts:
        body.append(Paragraph(f"{name}: {value}"))
    for number, part in enumerate(paper.parts, start=1):
        body.append(Header(part.level, part.heading))
        if part.rows:
            table = Table(str(number))  # a heading may hold what a name may not: a colon, a slash
            table.set_values([list(part.columns), *map(list, part.rows)])
            body.append(table)
        for text in part.paragraphs:
            for line in text.splitlines():
                body.append(Paragraph(line))
    body.append(Paragraph(paper.foot))
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()
