"""Bringing in the safety themes."""

from django.db import transaction
from django.utils.translation import gettext as _

from ivz.network.models import Theme, ThemeField
from ivz.tabular.reading import Column, one_of, read_table, text, whole_number


@transaction.atomic
def import_themes(fields: bytes, themes: bytes) -> int:
    """Add the fields of the Kernbeleid and the themes in them from two CSV files."""
    field_rows = read_table(
        fields,
        columns={"number": Column(parse=whole_number), "name": Column(parse=text)},
        unique=["number"],
    )
    numbered = {
        str(row["number"]): ThemeField.objects.create(number=row["number"], name=row["name"])
        for row in field_rows
    }
    columns = {
        "code": Column(parse=text),
        "name": Column(parse=text),
        "field": Column(parse=one_of(numbered, what=_("the number of a field"))),
        "position": Column(parse=whole_number),
        "more_is_not_worse": Column(
            parse=one_of({"true": True, "false": False}, what=_("true or false"))
        ),
        "aliases": Column(parse=text, is_required=False),
    }
    rows = read_table(themes, columns=columns, unique=["code"])
    for row in rows:
        row.pop("line")
        row["aliases"] = "\n".join((row["aliases"] or "").split("|"))
    Theme.objects.bulk_create(Theme(**row) for row in rows)
    return len(rows)
