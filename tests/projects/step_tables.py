"""The tables of docs/policy/steps.md, and the drawings that are made of them.

``python -m tests.projects.step_tables`` writes the drawings anew.
"""

import re
from dataclasses import dataclass
from pathlib import Path

POLICY = Path(__file__).parents[2] / "docs" / "policy" / "steps.md"
NEW, REFUSED = "new", "\N{EN DASH}"
_DRAWING = re.compile(r"\n```mermaid\n.*?```\n", re.DOTALL)


@dataclass(frozen=True)
class Row:
    """A step, who takes it, and where it leads from each status it can be tried in."""

    step: str
    who: tuple[str, ...]
    leads: dict[str, str]


@dataclass(frozen=True)
class Table:
    """The steps of one kind of record."""

    name: str
    statuses: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def steps(self) -> list[str]:
        return list(dict.fromkeys(row.step for row in self.rows))

    def expected(self, step: str, who: str, status: str) -> str:
        """Give the status that follows, a dash where it is not the time, or "may not"."""
        found = [row for row in self.rows if row.step == step and who in row.who]
        return found[0].leads[status] if found else "may not"

    def tried_in(self, step: str) -> set[str]:
        return {status for row in self.rows if row.step == step for status in row.leads}


def tables(text: str) -> dict[str, Table]:
    """Read the tables, each under its heading."""
    sections = text.split("\n## ")[1:]
    return {made.name: made for made in map(_table, sections)}


def _table(section: str) -> Table:
    name = section.split("\n", 1)[0]
    lines = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("|")]
    header, _rule, *rows = [[cell.strip() for cell in line] for line in lines]
    return Table(name, tuple(header[2:]), tuple(_row(header[2:], *row) for row in rows))


def _row(statuses: list[str], step: str, who: str, *cells: str) -> Row:
    leads = {status: cell for status, cell in zip(statuses, cells, strict=True) if cell}
    return Row(step, tuple(who.split(", ")), leads)


def drawing(table: Table) -> str:
    """Draw every step to another status; several between the same two stand on one arrow."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for row in table.rows:
        for source, target in row.leads.items():
            if target not in {source, REFUSED}:
                said = f"{row.step.split('.')[-1]} by {' or '.join(row.who)}"
                arrows.setdefault((source, target), []).append(said)
    lines = [
        f"    {'[*]' if source == NEW else source} --> {target} : {'<br/>'.join(said)}"
        for (source, target), said in arrows.items()
    ]
    return "\n".join(["```mermaid", "stateDiagram-v2", *lines, "```"])


def with_drawings(text: str) -> str:
    """Give the page with each drawing as the table above it says."""
    start, *sections = _DRAWING.sub("", text).split("\n## ")
    drawn = [f"{section.rstrip()}\n\n{drawing(_table(section))}\n" for section in sections]
    return "\n## ".join([start, *drawn])


if __name__ == "__main__":
    POLICY.write_text(with_drawings(POLICY.read_text(encoding="utf-8")), encoding="utf-8")
