"""How the fields of the registers are called, and their days written."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy

LABELS: Mapping[str, Any] = {
    "aliases": gettext_lazy("Other spellings, one per line"),
    "area": gettext_lazy("Area"),
    "body": gettext_lazy("Body"),
    "cadence": gettext_lazy("How often it meets, in words"),
    "deciding_body": gettext_lazy("Body that decides"),
    "deputy": gettext_lazy("Deputy"),
    "field": gettext_lazy("Safety field"),
    "function": gettext_lazy("Function"),
    "hours_per_week": gettext_lazy("Hours a week"),
    "is_revoked": gettext_lazy("Revoked"),
    "kind": gettext_lazy("Kind"),
    "legal_form": gettext_lazy("Legal form"),
    "legal_ground": gettext_lazy("Legal ground"),
    "linked_seat": gettext_lazy("Goes with this seat in another body"),
    "mandate": gettext_lazy("Mandate in short"),
    "meetings_per_year": gettext_lazy("Meetings a year (norm)"),
    "more_is_not_worse": gettext_lazy("A higher figure can mean more enforcement"),
    "motto": gettext_lazy("Motto"),
    "name": gettext_lazy("Name"),
    "needs_first": gettext_lazy("What it needs first"),
    "note": gettext_lazy("Explanation"),
    "organisation": gettext_lazy("Organisation"),
    "other": gettext_lazy("Other body"),
    "person": gettext_lazy("Who"),
    "role": gettext_lazy("Role"),
    "rotates_every_years": gettext_lazy("Rotates every … years"),
    "short_name": gettext_lazy("Short name"),
    "source": gettext_lazy("Source"),
    "state": gettext_lazy("State"),
    "status": gettext_lazy("Status"),
    "subject": gettext_lazy("Subject"),
    "successor": gettext_lazy("Successor"),
    "tasks": gettext_lazy("Tasks, one per line"),
    "text": gettext_lazy("Text"),
    "theme": gettext_lazy("Theme"),
    "title": gettext_lazy("Title"),
    "valid_from": gettext_lazy("First day"),
    "valid_until": gettext_lazy("Last day"),
    "works_from": gettext_lazy("First day in this function"),
    "works_until": gettext_lazy("Last working day"),
}
_LAST_DAYS = {"valid_until", "works_until"}


def shown_date(name: str, day: date) -> str:
    """Write a day as people say it: an end is shown as the last day."""
    last = day - timedelta(days=1) if name in _LAST_DAYS else day
    return date_format(last, "j F Y")
