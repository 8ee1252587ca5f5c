"""The Dutch catalogues: complete, certain, without leftovers, and of one mind."""

import io
import re
import shutil
import subprocess
from collections import defaultdict

import pytest
from babel.messages.pofile import read_po
from django.utils import translation
from django.utils.translation.template import templatize

from tests.architecture.tree import named, subjects

KEYWORDS = (
    "gettext_noop",
    "gettext_lazy",
    "ngettext_lazy:1,2",
    "pgettext:1c,2",
    "npgettext:1c,2,3",
    "pgettext_lazy:1c,2",
    "npgettext_lazy:1c,2,3",
)


def catalogue_of(subject):
    path = subject / "locale" / "nl" / "LC_MESSAGES" / "django.po"
    return read_messages(path.read_bytes()) if path.exists() else {}


def read_messages(text):
    catalogue = read_po(io.BytesIO(text), locale="nl", abort_invalid=True)
    return {(message.context, message.id): message for message in catalogue if message.id}


def messages_in(subject, workplace):
    """Extract what code and templates of a subject ask to translate, as makemessages does."""
    sources = [path for path in subject.rglob("*.py") if "migrations" not in path.parts]
    for number, path in enumerate(sorted((subject / "templates").rglob("*.*"))):
        readable = workplace / f"{number}-{path.name}.py"
        readable.write_text(templatize(path.read_text(), origin=str(path)))
        sources.append(readable)
    return read_messages(extract(sources)) if sources else {}


def extract(sources):
    xgettext = shutil.which("xgettext")
    assert xgettext, "gettext is not installed; bin/setup --test says how"
    keywords = [f"--keyword={keyword}" for keyword in KEYWORDS]
    command = [
        xgettext,
        "--language=Python",
        "--from-code=UTF-8",
        "--output=-",
        *keywords,
    ]
    found = subprocess.run([*command, *sources], check=True, capture_output=True).stdout
    header = re.sub(rb'"Plural-Forms: .*\n', b"", found)  # a form to fill in, not a rule
    return header.replace(b"charset=CHARSET", b"charset=UTF-8")


def is_translated(message):
    texts = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(texts) and not message.fuzzy


@pytest.mark.parametrize("subject", subjects(), ids=named)
def test_the_dutch_catalogue_is_complete(subject, tmp_path):
    catalogue = catalogue_of(subject)
    asked = messages_in(subject, tmp_path)

    missing = [key for key in asked if key not in catalogue or not is_translated(catalogue[key])]
    left_over = [key for key in catalogue if key not in asked]

    assert not missing, "in the source, not in the catalogue"
    assert not left_over, "in the catalogue, no longer in the source"


@pytest.mark.parametrize("subject", subjects(), ids=named)
def test_translations_keep_the_placeholders(subject):
    faults = {
        message.id: [str(error) for error in message.check()]
        for message in catalogue_of(subject).values()
        if message.check()
    }

    assert not faults


def test_one_text_has_one_translation():
    translations = defaultdict(lambda: defaultdict(list))
    for subject in subjects():
        for key, message in catalogue_of(subject).items():
            translations[key][message.string].append(subject.name)

    of_two_minds = {key: dict(texts) for key, texts in translations.items() if len(texts) > 1}

    assert not of_two_minds


@pytest.mark.parametrize("subject", subjects(), ids=named)
def test_no_library_puts_its_own_dutch_in_place_of_ours(subject):
    with translation.override("nl"):
        shown = {
            text: (translation.gettext(text), message.string)
            for (context, text), message in catalogue_of(subject).items()
            if context is None and isinstance(text, str)
        }

    assert {text: both for text, both in shown.items() if both[0] != both[1]} == {}
