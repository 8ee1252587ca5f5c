"""A paper as a text document: whatever its headings say."""

import io

from odfdo import Document

from ivz.documents.papers import Paper, Part, as_odt


def test_a_heading_over_a_table_may_hold_any_sign():
    heading = "D1 Vervolg: wie doet wat? ['s avonds/'s nachts*]"
    parts = [Part(heading=heading, columns=["Wat", "Wie"], rows=[["Bellen", "Politie"]])] * 2

    content = as_odt(Paper(kicker="DVO", title="Verslag", foot="Concept", parts=parts), told="")

    body = Document(io.BytesIO(content)).body
    assert [each.text for each in body.headers][1:] == [heading, heading]
    assert [table.get_values() for table in body.tables] == [
        [["Wat", "Wie"], ["Bellen", "Politie"]]
    ] * 2
    assert len({table.name for table in body.tables}) == 2
