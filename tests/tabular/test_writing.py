"""Tables as CSV and as an open spreadsheet."""

import io
from datetime import date
from decimal import Decimal

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
