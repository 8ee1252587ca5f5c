"""The key of an installation, in a file in its data directory."""

import os
import secrets
import tempfile
from pathlib import Path


def secret_key(key_file: Path) -> str:
    """Read the key of this installation, or make one in the data directory.

    Raises:
        SystemExit: the file holds no key, or cannot be read or written; one line says so.
    """
    try:
        if not key_file.exists():
            if not key_file.parent.exists():
                return _new_key()  # a command without data needs no lasting key
            _write_at_once(key_file, _new_key())
        key = key_file.read_text(encoding="ascii").strip()
    except OSError as error:
        raise SystemExit(f"The key {key_file} cannot be used: {error.strerror}.") from None
    except UnicodeDecodeError:
        key = ""
    if not key or not key.isprintable():
        raise SystemExit(
            f"The file {key_file} holds no key. Put your copy of it back; without a copy remove "
            "the file: a new key is made, and everybody sets up the second step anew."
        )
    return key


def _new_key() -> str:
    return secrets.token_urlsafe(50)


def _write_at_once(key_file: Path, key: str) -> None:
    """Write the key so that the file is there whole or not at all, for its owner only."""
    handle, name = tempfile.mkstemp(dir=key_file.parent, prefix=".secret-key-")
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(key)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(key_file)
    except BaseException:
        Path(name).unlink()
        raise
