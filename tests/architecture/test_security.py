"""The threat model names tests that exist, for all of STRIDE."""

import re

from tests.architecture.test_requirements import named_in
from tests.architecture.tree import ROOT

STRIDE = {
    "spoofing",
    "tampering",
    "repudiation",
    "information disclosure",
    "denial of service",
    "elevation of privilege",
}
TEST = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")


def rows():
    text = (ROOT / "docs/security.md").read_text(encoding="utf-8")
    cells = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in cells[2:]]


def test_the_threat_model_covers_stride():
    assert {row[0] for row in rows()} == STRIDE


def test_each_threat_names_a_test_that_exists():
    assert len(rows()) > 20
    for row in rows():
        found = TEST.findall(row[3])
        assert found, row
        for path, name in found:
            assert (ROOT / path).exists(), path
            assert not name or name in named_in(path), f"{path}::{name}"
