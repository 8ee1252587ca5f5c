"""How the bodies of the example meet, and the school holidays they keep free."""

import csv
import io
from datetime import date

from ivz.accounts.actors import Actor
from ivz.example.files import raw, records
from ivz.example.network import Region
from ivz.meetings.actions import holidays, series


def load_series(region: Region, *, by: Actor) -> None:
    """Load the school holidays and the series; whoever plans the meetings keeps both."""
    for row in csv.DictReader(io.StringIO(raw("school_holidays.csv").decode())):
        details = holidays.HolidayDetails(
            region=row["region"],
            name=row["name"],
            first_day=date.fromisoformat(row["first_day"]),
            last_day=date.fromisoformat(row["last_day"]),
            source=row["source"],
        )
        holidays.add(details, by=by)
    for row in records("series.toml")["series"]:
        body = region.bodies[row.pop("body")]
        follows = region.bodies[row.pop("follows")] if "follows" in row else None
        series.add(series.SeriesDetails(**row, follows=follows), body=body, by=by)
