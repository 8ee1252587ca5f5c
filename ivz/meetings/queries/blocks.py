"""Text as people type it, in paragraphs and lists."""

from dataclasses import dataclass

BULLET = "- "


@dataclass(frozen=True)
class Block:
    """A paragraph of the minutes, or a list of lines."""

    lines: list[str]
    is_list: bool


def blocks_in(text: str) -> list[Block]:
    """Split minutes in paragraphs; lines that all start with a dash form a list."""
    found = []
    for part in text.replace("\r\n", "\n").split("\n\n"):
        lines = [line.strip() for line in part.splitlines() if line.strip()]
        if lines and all(line.startswith(BULLET) for line in lines):
            found.append(Block([line.removeprefix(BULLET) for line in lines], is_list=True))
        elif lines:
            found.append(Block(lines, is_list=False))
    return found
