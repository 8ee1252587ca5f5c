"""Bringing in the safety themes."""

from collections.abc import Mapping
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.audit.actions import record
from ivz.errors import RuleBroken
from ivz.network.actions.areas_reading import iso_date
from ivz.network.models import Network, Theme, ThemeField
from ivz.network.rules.rights import check_may_manage
from ivz.network.states import Event
from ivz.tabular.reading import Column, one_of, read_table, text, whole_number

_DATA = Path(__file__).parents[1] / "data"


def bring_in_usual_themes(*, by: Actor) -> int:
    """Add the five fields of the Kernbeleid and the usual themes, where there are no fields yet."""
    if ThemeField.objects.exists():
        return 0
    files = [(_DATA / name).read_bytes() for name in ("fields.csv", "themes.csv")]
    return import_themes(*files, by=by)


def begin(network: Network, *, by: Actor) -> int:
    """Bring in the usual themes for a network that finds none, and give how many came."""
    check_may_manage(network, by=by)
    return bring_in_usual_themes(by=by)


@transaction.atomic
def import_themes(fields: bytes, themes: bytes, *, by: Actor) -> int:
    """Add the fields of the Kernbeleid and the themes in them from two CSV files.

    ``successor`` is the code of the theme that took the place of one that ended.
    """
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
        "valid_from": Column(parse=iso_date, is_required=False),
        "valid_until": Column(parse=iso_date, is_required=False),
        "successor": Column(parse=text, is_required=False),
    }
    rows = read_table(themes, columns=columns, unique=["code"])
    successors = {row["code"]: row.pop("successor") for row in rows}
    for row in rows:
        row.pop("line")
        row["aliases"] = "\n".join((row["aliases"] or "").split("|"))
    Theme.objects.bulk_create(Theme(**row) for row in rows)
    _name_successors(successors)
    for field in numbered.values():
        record(Event.THEMES_IMPORTED, subject=field, by=by)
    return len(rows)


def _name_successors(successors: Mapping[str, str | None]) -> None:
    """Tie each theme that ended to the one that took its place; codes by code."""
    known = {theme.code: theme for theme in Theme.objects.all()}
    for code, successor in successors.items():
        if successor is None:
            continue
        if successor not in known:
            raise RuleBroken(_("No theme has the code %(code)s.") % {"code": successor})
        known[code].successor = known[successor]
        known[code].save(update_fields=["successor"])
