"""Templates: each is used, and none needs an exception to the content security policy."""

import re

import pytest

from tests.architecture.tree import SOURCE_ROOTS, files_below, named, subjects, text_of

TEMPLATES = [
    path for subject in subjects() for path in sorted((subject / "templates").rglob("*.*"))
]
PAGES = [path for path in TEMPLATES if path.suffix == ".html"]
FORBIDDEN = {
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "script without src": re.compile(r"<script\b(?![^>]*\ssrc=)", re.IGNORECASE),
    "event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "javascript address": re.compile(r"javascript:", re.IGNORECASE),
    "hx-on attribute": re.compile(r"\shx-on[:-]", re.IGNORECASE),
}
NUMBER_FOR_PEOPLE = re.compile(
    r"""=(?P<quote>["'])[^"'\n]*?\{\{\s*[\w.]*\b(?:pk|(?<!attrs\.)id|version|number|page_number)\s*\}\}""",
)

TAKEN_IN = re.compile(r"""{%\s*(?:include|extends)\s+["']([^"']+)["']""")


def template_name(path):
    return path.as_posix().partition("/templates/")[2]


def test_every_template_is_used():
    sources = {
        path: text_of(path)
        for path in files_below(*SOURCE_ROOTS)
        if path.suffix in {".py", ".html", ".txt", ".xml"}
    }

    unused = [
        named(path)
        for path in TEMPLATES
        if not template_name(path).startswith("django/")
        and not any(
            template_name(path) in text for source, text in sources.items() if source != path
        )
    ]

    assert not unused


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_every_template_that_is_taken_in_is_there(path):
    there = {template_name(each) for each in TEMPLATES}

    assert not set(TAKEN_IN.findall(text_of(path))) - there


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_no_template_carries_styles_or_scripts_of_its_own(path):
    text = re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", text_of(path), flags=re.DOTALL)

    found = [name for name, pattern in FORBIDDEN.items() if pattern.search(text)]

    assert not found


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_no_address_or_field_carries_a_number_with_a_point_in_it(path):
    """A bare number is written for people, 1.001: say ``stringformat:'d'`` or ``unlocalize``."""
    found = [match.group() for match in NUMBER_FOR_PEOPLE.finditer(text_of(path))]

    assert not found
