"""Tables as CSV and as an open spreadsheet."""

import io
import time
from datetime import date
from decimal import Decimal
from zipfile import ZipFile

from odfdo import Document

from ivz.tabular.writing import Table, as_csv, as_ods

TABLE = Table(
    title="Zetels: wie zit waar?",
    columns=["Gremium", "Functie", "Sinds", "Uren"],
    rows=[
        ["DVO", "Burgemeester, lid", date(2016, 1, 1), Decimal("1.5")],
        ["AB", "=SOM(1)", None, 2],
    ],
    facts=[("Peildatum", date(2016, 10, 10))],
)


def test_csv_has_a_heading_and_quotes_what_needs_it():
    lines = as_csv(TABLE).decode().splitlines()

    assert lines[:2] == ["Gremium,Functie,Sinds,Uren", 'DVO,"Burgemeester, lid",2016-01-01,1.5']


def test_a_formula_becomes_text_in_csv():
    assert as_csv(TABLE).decode().splitlines()[2] == "AB,'=SOM(1),,2"


def test_a_spreadsheet_holds_the_rows_and_what_to_know_about_them():
    document = Document(io.BytesIO(as_ods(TABLE)))
    sheet, about = document.body.tables

    assert sheet.name == "Zetels wie zit waar"
    assert [row[0] for row in sheet.get_values()] == ["Gremium", "DVO", "AB"]
    assert sheet.get_value("C2") == date(2016, 1, 1)
    assert sheet.get_cell("B3").type == "string"
    assert about.get_value("A1") == "Peildatum"


def test_a_spreadsheet_of_ten_thousand_rows_is_a_matter_of_seconds():
    rows = [[number, "Zetel & <stoel>", True, None] for number in range(10_000)]
    started = time.process_time()

    document = as_ods(Table(title="Zetels", columns=["a", "b", "c", "d"], rows=rows))

    assert time.process_time() - started < 5
    with ZipFile(io.BytesIO(document)) as parts:
        content = parts.read("content.xml").decode()
    assert content.count("<table:table-row>") == 10_001
    assert "Zetel &amp; &lt;stoel&gt;" in content


def test_a_character_that_xml_has_no_place_for_is_left_out():
    document = as_ods(Table(title="Zetels", columns=["a"], rows=[["een\x0bklok\x07"]]))

    assert Document(io.BytesIO(document)).body.tables[0].get_value("A2") == "eenklok"
