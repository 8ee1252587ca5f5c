"""Binding several PDF files into one, with a number and a reader's mark on every page."""

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO

import pikepdf
from pikepdf import Name, OutlineItem, Rectangle

from ivz.documents.pdf import render_once, render_untagged

MOST_PAGES = 1_000
"""More than this no reader leafs through, and no machine should have to bind while one waits."""

_SHEET = """<!doctype html><html lang="nl"><head><title>.</title><style>
@page {{ size: A4; margin: 0 }}
body > div {{ block-size: 297mm; position: relative; break-after: page; color: #586d71 }}
.name {{ position: absolute; inset-block-start: 140mm; inset-inline: 0; text-align: center;
  font-size: 30pt; font-weight: 600; transform: rotate(-38deg); opacity: .09 }}
.line {{ position: absolute; inset-block-end: 8mm; inset-inline: 18mm; font-size: 8pt;
  display: flex; justify-content: space-between }}
</style></head><body>{sheets}</body></html>"""
_ON_A_SHEET = (
    '<div><p class="name">{reader}</p>'
    '<p class="line"><span>{told}</span><span>{number} / {total}</span></p></div>'
)


@dataclass(frozen=True, kw_only=True)
class Mark:
    """Whose file it is: ``reader`` stands across every page, ``told`` below it."""

    reader: str
    told: str


class TooManyPages(Exception):
    """The bound file would hold more pages than ``MOST_PAGES``; the argument is how many."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """A PDF file to bind, by the title that stands in the outline."""

    title: str
    content: bytes


def page_count(content: bytes) -> int:
    """Count the pages of a PDF file."""
    with pikepdf.open(BytesIO(content)) as document:
        return len(document.pages)


def bind(front: Callable[[Sequence[int]], str], parts: Sequence[Part], *, mark: Mark) -> bytes:
    """Make one PDF: what ``front`` writes, tagged, then the parts as they are.

    Args:
        front: gives the HTML of what goes before the parts, from the number of the first page of
            each part. It is asked twice: first to learn how many pages it takes itself.
        parts: the files that follow, each in the outline.
        mark: stands on every page, outside what is read aloud.

    Raises:
        TooManyPages: there are more than ``MOST_PAGES``.
    """
    lengths = [page_count(part.content) for part in parts]
    own = page_count(render_once(front([MOST_PAGES] * len(parts))))
    total = own + sum(lengths)
    if total > MOST_PAGES:
        raise TooManyPages(total)
    starts = [own + sum(lengths[:position]) + 1 for position in range(len(parts))]
    result = BytesIO()
    with pikepdf.open(BytesIO(render_once(front(starts)))) as bound:
        for part in parts:
            with pikepdf.open(BytesIO(part.content)) as added:
                bound.pages.extend(added.pages)
        _outline(bound, parts, starts)
        _stamp(bound, mark)
        bound.save(result)
    return result.getvalue()


def _outline(bound: pikepdf.Pdf, parts: Sequence[Part], starts: Sequence[int]) -> None:
    with bound.open_outline() as outline:
        for part, start in zip(parts, starts, strict=True):
            outline.root.append(OutlineItem(part.title, start - 1))


def _stamp(bound: pikepdf.Pdf, mark: Mark) -> None:
    total = len(bound.pages)
    reader, told = html.escape(mark.reader), html.escape(mark.told)
    sheets = "".join(
        _ON_A_SHEET.format(reader=reader, told=told, number=number, total=total)
        for number in range(1, total + 1)
    )
    with pikepdf.open(BytesIO(render_untagged(_SHEET.format(sheets=sheets)))) as stamps:
        for page, stamp in zip(bound.pages, stamps.pages, strict=False):
            _lay_over(bound, page, stamp)


def _lay_over(bound: pikepdf.Pdf, page: pikepdf.Page, stamp: pikepdf.Page) -> None:
    form = bound.copy_foreign(stamp.as_form_xobject())
    name = page.add_resource(form, Name.XObject, prefix="Mark")
    placed = page.calc_form_xobject_placement(
        form,
        name,
        Rectangle(page.trimbox),
        invert_transformations=True,
        allow_shrink=True,
        allow_expand=True,
    )
    # An artifact is not read aloud, and a page that ends in another state must not move it.
    page.contents_add(b"q", prepend=True)
    page.contents_add(b"Q /Artifact BMC " + placed + b" EMC")
