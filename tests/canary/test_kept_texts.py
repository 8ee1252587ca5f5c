"""A text document that somebody keeps says who kept it, when, and how open its most closed part is.

For every address that gives one, so also for those that come later.
Policy: docs/policy/openness.md#exports
"""

import io
import re
import zipfile

import pytest
from django.utils import timezone
from odfdo import Document

from ivz.authorization.openness import Openness
from ivz.documents.papers import CONTENT_TYPES, ODT
from ivz.web.exports import export_by
from tests.addresses import CLOSED_FIRST
from tests.canary.planting import LOOKS_LIKE_A_WORD
from tests.canary.rules import is_levelled
from tests.canary.visits import visitor_called

pytestmark = pytest.mark.django_db

KEEPERS = ["secretary in the platform", "reader", "neighbour", "nobody"]
SUFFIX = re.compile(r"\.\w+$")
LEVELS = {str(level.label): level for level in Openness}


@pytest.fixture(scope="module")
def gathered():
    """Hold the text documents, once they are gathered."""
    return []


@pytest.fixture
def texts(opened, gathered):
    """Give each text document that a keeper gets: who it is, at which address, and the file."""
    gathered[:] = gathered or [
        (visitor.who, pattern, path, answer.content)
        for visitor in (visitor_called(name, opened) for name in KEEPERS)
        for pattern, path in ends_on_odt(opened.addresses)
        if (answer := visitor.client.get(path))["Content-Type"] == CONTENT_TYPES[ODT]
    ]
    return gathered


def ends_on_odt(addresses):
    """Give the addresses of files, each as that of a text document."""
    for pattern, path in addresses:
        if re.search(r"\.(odt|<\w+:suffix>)$", pattern):
            yield pattern, SUFFIX.sub(".odt", path)


def told_of(content):
    """Give who kept a document, when, and how open it is, as its properties tell."""
    told = Document(io.BytesIO(content)).meta.description or ""
    return [fact.partition(": ")[2] for fact in told.split("; ")]


def test_canary_every_text_document_says_who_kept_it_when_and_how_open_it_is(texts):
    silent = []
    for who, _pattern, path, content in texts:
        keeper = export_by(who.actor, openness=Openness.PUBLIC).by
        by, at, level = (*told_of(content), "", "", "")[:3]
        if by != keeper or not at.startswith(f"{timezone.localtime():%Y-%m-%d}"):
            silent.append(f"{path} for {who.name}: {by}, {at}")
        if level not in LEVELS:
            silent.append(f"{path} for {who.name}: no level but {level!r}")

    assert len({pattern for _who, pattern, _path, _content in texts}) >= 6
    assert not silent, "\n".join(silent)


def test_canary_no_text_document_holds_what_is_more_closed_than_it_says(texts, opened):
    told_too_open = []
    for who, _pattern, path, content in texts:
        level = LEVELS[told_of(content)[2]]
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            text = packed.read("content.xml").decode()
        for word in set(LOOKS_LIKE_A_WORD.findall(text)) & opened.words.keys():
            record, name = opened.words[word]
            if is_levelled(type(record)) and closer(record.openness, level):
                told_too_open.append(f"{path} for {who.name}: {record._meta.label} {name}")

    assert not told_too_open, "\n".join(told_too_open)


def closer(level, told):
    return CLOSED_FIRST.index(level) < CLOSED_FIRST.index(told)
