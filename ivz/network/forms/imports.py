"""A table as people send it, and their confirmation."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ivz.tabular.reading import LARGEST_FILE_BYTES
from ivz.tabular.spreadsheets import as_comma_separated

LARGEST_TEXT = 1_500_000


class TableForm(forms.Form):
    """A file, or the table of the trial, and why it is brought in."""

    file = forms.FileField(
        label=gettext_lazy("Spreadsheet"),
        help_text=gettext_lazy("ODS, XLSX or CSV, at most 5 MB and 1,000 lines."),
        required=False,
    )
    table = forms.CharField(
        widget=forms.HiddenInput, required=False, max_length=LARGEST_TEXT, strip=False
    )
    fingerprint = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    reason = forms.CharField(
        label=gettext_lazy("Why does this change?"),
        help_text=gettext_lazy("A few words, for whoever looks it up later: “Appointed 1 May”."),
        max_length=300,
        error_messages={"required": gettext_lazy("Say in a few words why this changes.")},
    )

    def clean(self) -> dict[str, Any]:
        """Take the new file, else the table that was tried out."""
        cleaned = self.cleaned_data
        uploaded = cleaned.get("file")
        if uploaded is not None and uploaded.size > LARGEST_FILE_BYTES:
            self.add_error("file", _("Choose a file of at most 5 MB."))
        elif uploaded is not None:
            cleaned["content"] = uploaded.read()
            cleaned["fingerprint"] = ""
        elif cleaned.get("table"):
            cleaned["content"] = cleaned["table"].encode()
        else:
            self.add_error("file", _("Choose a spreadsheet."))
        return cleaned

    def as_text(self) -> str:
        """Give the table for the confirmation, as comma-separated text."""
        return as_comma_separated(self.cleaned_data["content"]).decode("utf-8-sig")


class ImportForm(TableForm):
    """A table of seats."""

    are_different_people = forms.BooleanField(
        label=gettext_lazy("These are different people"), required=False
    )
