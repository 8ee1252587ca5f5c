"""Films: picture and sound stay where they are, what the camera told goes.

Policy: docs/policy/documents.md#metadata
"""

import struct

import pytest

from ivz.documents.intake import FileRefused, accept
from ivz.documents.states import FileKind
from tests.documents import files
from tests.documents.files import MAKER, box


def test_a_film_keeps_picture_and_sound_and_tells_nothing_of_who_made_it_where_and_when():
    sent = files.film()

    taken = accept(sent)

    assert taken.kind == FileKind.MP4
    assert len(taken.content) == len(sent)  # a film finds its picture by where it stands
    assert taken.content.index(b"beeld en geluid") == sent.index(b"beeld en geluid")
    for trace in (MAKER.encode(), b"+52.09", struct.pack(">I", 0xABCD1234)):
        assert trace in sent
        assert trace not in taken.content
    assert struct.pack(">III", 0, 1, 40) in taken.content


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (files.film(kind=b"meta"), "gegevens van de camera"),
        (files.film(elsewhere=True), "ergens anders vandaan"),
        (files.film(extra=box(b"mvex")), "in stukken"),
        (files.film(brand=b"heic"), "Dit soort bestand kan hier niet"),
        (files.film()[:-3], "beschadigd"),
        (files.film() + b"PK\x03\x04", "beschadigd"),
        (box(b"ftyp", b"isom", bytes(4)), "beschadigd"),
        (files.film(extra=struct.pack(">I4s", 4, b"free")), "beschadigd"),
    ],
    ids=["camera", "elsewhere", "pieces", "brand", "cut", "stuck-on", "empty", "size"],
)
def test_a_film_with_more_than_picture_and_sound_is_refused_with_the_way_out(content, reason):
    with pytest.raises(FileRefused) as refused:
        accept(content)

    assert reason in str(refused.value)
