"""Taking in a film (MP4): picture and sound stay, what the camera wrote beside them goes.

A film is a row of boxes, some with boxes inside. What goes is emptied in place: nothing moves,
so the film plays as before.
Policy: docs/policy/documents.md#metadata
Source: ISO/IEC 14496-12 (ISO base media file format)
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ivz.documents.intake.packages import damaged
from ivz.documents.intake.refusals import FileRefused

_FILE = b""
_BRANDS = {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V "}
_KEPT = {
    _FILE: {b"ftyp", b"moov", b"mdat"},
    b"moov": {b"mvhd", b"trak"},
    b"trak": {b"tkhd", b"edts", b"tref", b"mdia"},
    b"edts": {b"elst"},
    b"mdia": {b"mdhd", b"hdlr", b"minf"},
    b"minf": {b"vmhd", b"smhd", b"nmhd", b"sthd", b"dinf", b"stbl"},
    b"dinf": {b"dref"},
    b"stbl": {
        *(b"stsd", b"stts", b"ctts", b"cslg", b"stss", b"stsc", b"stsz", b"stz2"),
        *(b"stco", b"co64", b"sdtp", b"sbgp", b"sgpd", b"subs"),
    },
}
_IN_PIECES = {b"moof", b"mvex"}
_TRACKS = {b"vide", b"soun", b"sbtl", b"subt", b"text"}
_TIMES = {b"mvhd", b"tkhd", b"mdhd"}


@dataclass(frozen=True)
class _Box:
    """A box: its name, where it begins, and where what it holds begins and ends."""

    name: bytes
    start: int
    inside: int
    end: int


def is_film(content: bytes) -> bool:
    """Tell whether the first bytes are those of an MP4."""
    return content[4:8] == b"ftyp" and content[8:12] in _BRANDS


def clean_film(content: bytes) -> bytes:
    """Give the same film without places, camera, makers, times or anything beside it.

    Raises:
        FileRefused: damaged, in pieces, with data of the camera, or fetched from elsewhere.
    """
    film = bytearray(content)
    try:
        found = _clean(film, _Box(_FILE, 0, 0, len(film)))
    except (struct.error, IndexError) as error:
        raise damaged() from error
    if found.count(b"moov") != 1 or b"mdat" not in found or b"trak" not in found:
        raise damaged()
    return bytes(film)


def _clean(film: bytearray, parent: _Box) -> list[bytes]:
    """Empty what does not belong in ``parent``; give the names of what stays, at any depth."""
    found = []
    for box in _boxes(film, parent):
        if box.name in _IN_PIECES:
            raise FileRefused(
                _("This film is stored in pieces. Export it as an ordinary MP4 and choose that.")
            )
        if box.name not in _KEPT[parent.name]:
            film[box.start + 4 : box.start + 8] = b"free"
            film[box.inside : box.end] = bytes(box.end - box.inside)
            continue
        found.append(box.name)
        if box.name in _KEPT:
            found += _clean(film, box)
        elif box.name in _TIMES:
            length = 16 if film[box.inside] == 1 else 8
            _empty(film, box, box.inside + 4, box.inside + 4 + length)
        elif box.name == b"hdlr":
            _check_track(bytes(film[box.inside + 8 : box.inside + 12]))
            _empty(film, box, box.inside + 24, box.end)
        elif box.name == b"dref":
            _check_is_whole(film, box)
    return found


def _boxes(film: bytearray, parent: _Box) -> Iterator[_Box]:
    """Give the boxes inside another; together they fill it to the last byte."""
    at = parent.inside
    while at < parent.end:
        size, name = struct.unpack_from(">I4s", film, at)
        inside = at + 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", film, inside)
            inside += 8
        elif size == 0 and parent.name == _FILE:
            size = parent.end - at
        if at + size > parent.end or at + size < inside:
            raise damaged()
        yield _Box(name, at, inside, at + size)
        at += size


def _empty(film: bytearray, box: _Box, start: int, end: int) -> None:
    if start > end or end > box.end:
        raise damaged()
    film[start:end] = bytes(end - start)


def _check_track(kind: bytes) -> None:
    if kind not in _TRACKS:
        raise FileRefused(
            _(
                "This film holds data of the camera beside picture and sound, such as the places "
                "where it was made. Export it with picture and sound only, and choose that."
            )
        )


def _check_is_whole(film: bytearray, box: _Box) -> None:
    """Refuse a film of which picture or sound lies in another file."""
    entries = _Box(b"dref", box.start, box.inside + 8, box.end)
    for entry in _boxes(film, entries):
        if entry.name != b"url " or not film[entry.inside + 3] & 1:
            raise FileRefused(
                _("This film fetches its picture or sound from elsewhere. Export it as one file.")
            )
