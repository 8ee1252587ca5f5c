"""What the documents say about files, settings and commands is so."""

import re
import tomllib

import pytest

from tests.architecture.tree import ROOT, files_below, named, text_of

PAGES = [path for path in files_below(suffix=".md") if "tests" not in path.parts]
RECORDS = sorted((ROOT / "docs/adr").glob("0*.md"))
LINK = re.compile(r"\]\(([^)\s]+)\)")
REFERENCE = re.compile(r"docs/[\w/-]+\.md(?:#[\w-]+)?")
CODE = [
    path
    for path in files_below("ivz", "safetystats", "config", "benchmarks", "tests", "bin")
    if path.suffix in {".py", ".html", ".po", ".css", ".js", ".toml", ".csv", ".md", ""}
]


def anchors_of(page):
    """Return the addresses of the headings of a page."""
    found = set()
    in_code = False
    for line in text_of(page).splitlines():
        if line.startswith("```"):
            in_code = not in_code
        heading = re.match(r"#+ (.*)", line)
        if heading and not in_code:
            found.add(re.sub(r"[^\w\- ]", "", heading[1].lower()).replace(" ", "-"))
    return found


def leads_nowhere(target, *, start):
    """Tell whether a link to a file, with or without a heading, has no end."""
    address, _, heading = target.partition("#")
    page = (start.parent / address).resolve() if address else start
    return not page.exists() or bool(heading and heading not in anchors_of(page))


@pytest.mark.parametrize("document", PAGES, ids=named)
def test_every_link_of_a_page_leads_somewhere(document):
    links = [
        target
        for target in LINK.findall(text_of(document))
        if not target.startswith(("http:", "https:", "mailto:"))
    ]

    assert [target for target in links if leads_nowhere(target, start=document)] == []


def test_the_code_cites_rules_that_are_written_down():
    at_root = ROOT / "README.md"

    assert [
        (named(path), cited)
        for path in CODE
        for cited in REFERENCE.findall(text_of(path))
        if leads_nowhere(cited, start=at_root)
    ] == []


def test_the_settings_are_described_and_no_others():
    read = set(re.findall(r"environ\.get\(\"(\w+)\"", text_of(ROOT / "config/settings.py")))
    first_table = text_of(ROOT / "docs/settings.md").split("\n## ")[0]

    assert set(re.findall(r"^\| `(\w+)` \|", first_table, re.MULTILINE)) == read


def test_every_command_is_described():
    commands = {
        path.stem
        for path in files_below("ivz", suffix=".py")
        if path.parent.name == "commands" and path.stem != "__init__"
    }
    described = text_of(ROOT / "docs/architecture.md").partition("\n## Commands")[2]

    assert {name for name in commands if not re.search(rf"bin/(ivz )?{name}\b", described)} == set()


def test_the_picture_of_the_layers_is_that_of_the_checks():
    contracts = tomllib.loads(text_of(ROOT / "pyproject.toml"))["tool"]["importlinter"]["contracts"]
    (layers,) = [each["layers"] for each in contracts if each.get("containers") == ["ivz"]]
    page = text_of(ROOT / "docs/architecture.md").partition("\n## Layers")[2].partition("\n## ")[0]

    shown = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", page, re.MULTILINE)

    assert [re.findall(r"\w+", row) for row in shown] == [
        re.findall(r"\w+", layer) for layer in layers
    ]


@pytest.mark.parametrize("record", RECORDS, ids=named)
def test_a_decision_record_has_its_four_parts(record):
    text = text_of(record)
    number = int(record.name[:4])

    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == [
        "Status",
        "Context",
        "Decision",
        "Consequences",
    ]
    assert text.startswith(f"# {number}. ")
    assert f"]({record.name})" in text_of(ROOT / "docs/adr/README.md")
