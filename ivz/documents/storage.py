"""Files on disk: written whole or not at all, under random names.

Policy: docs/policy/documents.md#on-disk
"""

import errno
import hashlib
import os
import re
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from ivz.errors import RuleBroken

_NAME = re.compile(r"[0-9a-f]{32}")
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_PIECE_BYTES = 256 * 1024
ORPHANS_REST_SECONDS = 24 * 3600


class NoRoom(RuleBroken):
    """The disk is full; nothing of the file was kept."""


def path_of(name: str) -> Path:
    """Give where the file called ``name`` lies.

    Raises:
        ValueError: not one of our random names.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(name)
    return Path(settings.MEDIA_ROOT) / name[:2] / name


def write(name: str, content: bytes) -> None:
    """Write a new file; when this returns, it survives a crash of the machine.

    Raises:
        NoRoom: the disk is full; nothing stays behind.
    """
    target = path_of(name)
    partial = target.with_suffix(".partial")
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with partial.open("xb") as file:
            os.fchmod(file.fileno(), 0o600)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.rename(target)
        for folder in (target.parent, target.parent.parent):
            _settle(folder)
    except OSError as error:
        remove(name)
        if error.errno in _NO_ROOM:
            raise NoRoom(
                _(
                    "The disk of the platform is full, so the file was not kept. Nothing else was "
                    "lost. Tell the administrator, and choose the file again later."
                )
            ) from error
        raise


def _settle(folder: Path) -> None:
    """Make the names in a folder survive a crash."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read(name: str) -> Iterator[bytes]:
    """Give the content of a file piece by piece."""
    with path_of(name).open("rb") as file:
        while piece := file.read(_PIECE_BYTES):
            yield piece


def remove(name: str) -> None:
    """Remove a file and what was half written of it, where they are there."""
    target = path_of(name)
    for path in (target.with_suffix(".partial"), target):
        with suppress(OSError):
            path.unlink()


def names() -> Iterator[str]:
    """Give the names of all that lies there, half-written files included."""
    folder = Path(settings.MEDIA_ROOT)
    for path in sorted(folder.glob("??/*")):
        yield path.name


def rests_long(name: str) -> bool:
    """Tell whether a file lies there for more than a day: no upload is still busy with it."""
    path = Path(settings.MEDIA_ROOT) / name[:2] / name
    with suppress(FileNotFoundError):
        return time.time() - path.stat().st_mtime > ORPHANS_REST_SECONDS
    return False


def digest_of(name: str) -> str | None:
    """Give the SHA-256 of a file, None where there is no such file."""
    with suppress(FileNotFoundError, ValueError), path_of(name).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
    return None
