"""References in a text as links: to a point of the proposal, to an annex, to a chapter of it.

A number that was typed keeps pointing where it says; where there is nothing to lead to, the text
stays as it is.

Policy: docs/policy/meetings.md#references
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_GAP = r"[ \u00a0]+"
_PART = rf"(?:hoofdstuk|bladzijde|pagina|paragraaf){_GAP}\d{{1,3}}"
_REFERENCE = re.compile(
    rf"\b(?:beslis|advies)punt{_GAP}(?P<point>\d{{1,2}}[a-z]?)\b"
    rf"|\b(?P<part>{_PART}|bijlage{_GAP}\d{{1,2}})"
    rf"{_GAP}van{_GAP}(?:de|het){_GAP}(?P<within>\w{{4,}})"
    rf"|\bbijlage{_GAP}(?P<number>\d{{1,2}})\b(?:,?{_GAP}(?P<place>{_PART}))?",
    re.IGNORECASE,
)
_ANCHORS = {"hoofdstuk": "hoofdstuk", "bladzijde": "bladzijde", "pagina": "bladzijde"}


@dataclass(frozen=True, kw_only=True)
class NamedAnnex:
    """An annex as a text can name it, with its page and, where it can be read there, its text."""

    title: str
    url: str
    text_url: str = ""


@dataclass(frozen=True, kw_only=True)
class Targets:
    """What a text can refer to, as far as its reader may read that."""

    points: Collection[str] = ()
    annexes: Sequence[NamedAnnex] = field(default_factory=tuple)


def linked(text: str, targets: Targets) -> SafeString:
    """Give a text with its references as links; all else as it is written.

    >>> linked("Zie beslispunt 5 & 6.", Targets(points=["5"]))
    'Zie <a href="#punt-5">beslispunt 5</a> &amp; 6.'
    """
    return format_html_join("", "{}", ((piece,) for piece in _pieces(text, targets)))


def _pieces(text: str, targets: Targets) -> Iterator[str]:
    at = 0
    for found in _REFERENCE.finditer(text):
        url = _point(found, targets) or _annex(found, targets)
        if url:
            yield text[at : found.start()]
            yield format_html('<a href="{}">{}</a>', url, found[0])
            at = found.end()
    yield text[at:]


def _point(found: re.Match[str], targets: Targets) -> str:
    return f"#punt-{found['point']}" if found["point"] in targets.points else ""


def _annex(found: re.Match[str], targets: Targets) -> str:
    """Give the address of the one annex that is meant, and the place in it where one is named."""
    named, place = found["within"], found["part"]
    if found["number"]:
        named, place = f"bijlage {found['number']}", found["place"]
    if not named:
        return ""
    words = re.compile(rf"\b{re.escape(named)}\b", re.IGNORECASE)
    meant = [annex for annex in targets.annexes if words.search(annex.title)]
    if len(meant) != 1:
        return ""
    kind, _gap, number = re.sub(_GAP, " ", place or "").lower().partition(" ")
    [annex] = meant
    anchor = _ANCHORS.get(kind)
    return f"{annex.text_url}#{anchor}-{number}" if anchor and annex.text_url else annex.url
