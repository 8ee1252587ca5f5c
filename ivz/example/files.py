"""The files of the example region; their format stands in ``data/README.md``."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "data"


def raw(name: str) -> bytes:
    """Give a file as it stands, for the ordinary imports."""
    return (_FOLDER / name).read_bytes()


def records(name: str) -> dict[str, Any]:
    """Read a TOML file; numbers with a point stay exact."""
    return tomllib.loads((_FOLDER / name).read_text(encoding="utf-8"), parse_float=Decimal)
