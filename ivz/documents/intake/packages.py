"""Unpacking and packing office files, within limits that no honest file meets.

Policy: docs/policy/documents.md#limits
"""

import io
import zipfile
import zlib
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from ivz.documents.intake.refusals import FileRefused

MOST_PARTS = 3_000
LARGEST_UNPACKED_BYTES = 150_000_000
LARGEST_RATIO = 200
SMALL_BYTES = 1_000_000
_ENCRYPTED = 0x1
_STAMP = (1980, 1, 1, 0, 0, 0)

Parts = dict[str, bytes]


def unpack(content: bytes) -> Parts:
    """Give the parts of an office file, by name, in the order of the file.

    Raises:
        FileRefused: damaged, a zip bomb, or with names that point outside.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            members = [each for each in packed.infolist() if not each.is_dir()]
            _check_sizes(members)
            _check_names(members)
            return {each.filename: packed.read(each) for each in members}
    # NotImplementedError: a way of packing that zipfile does not know.
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise damaged() from error


def damaged() -> FileRefused:
    """Say that a file does not open."""
    return FileRefused(
        _("This file does not open; it seems damaged. Open it yourself, save it again and retry.")
    )


def _check_sizes(members: list[zipfile.ZipInfo]) -> None:
    total = sum(each.file_size for each in members)
    bloated = any(
        each.file_size > max(SMALL_BYTES, each.compress_size * LARGEST_RATIO) for each in members
    )
    if len(members) > MOST_PARTS or total > LARGEST_UNPACKED_BYTES or bloated:
        raise FileRefused(
            _(
                "There is much more packed in this file than can be checked. Split it in parts, "
                "or save it as PDF and choose that."
            )
        )


def _check_names(members: list[zipfile.ZipInfo]) -> None:
    names = [each.filename for each in members]
    strange = [
        name
        for name in names
        if "\\" in name or PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts
    ]
    locked = any(each.flag_bits & _ENCRYPTED for each in members)
    if strange or locked or len({name.casefold() for name in names}) != len(names):
        raise damaged()


def pack(parts: Parts) -> bytes:
    """Write an office file anew: only these parts, without times or remarks.

    ``mimetype`` comes first and unpacked, as OpenDocument asks.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in sorted(parts, key=lambda name: name != "mimetype"):
            info = zipfile.ZipInfo(name, _STAMP)
            plain = name == "mimetype"
            info.compress_type = zipfile.ZIP_STORED if plain else zipfile.ZIP_DEFLATED
            packed.writestr(info, parts[name])
    return target.getvalue()
