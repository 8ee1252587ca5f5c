"""A table of projects as people send it, and their confirmation."""

from django import forms
from django.utils.translation import gettext_lazy

from ivz.network.forms.imports import TableForm
from ivz.projects.actions.import_parts import SHEETS
from ivz.tabular.spreadsheets import as_one_text, sheets_of


class ProjectImportForm(TableForm):
    """A table of projects."""

    reason = forms.CharField(
        label=gettext_lazy("Where does this list come from?"),
        help_text=gettext_lazy("A few words, for whoever looks it up later: “Plan of 2016”."),
        max_length=300,
        error_messages={"required": gettext_lazy("Say in a few words where the list comes from.")},
    )
    are_others = forms.BooleanField(
        label=gettext_lazy("These are other projects than those on the portfolio"), required=False
    )

    def as_text(self) -> str:
        """Give the sheets that are read for the confirmation, as one text."""
        wanted = {name.lower() for name in SHEETS}
        return as_one_text(sheets_of(self.cleaned_data["content"], wanted=wanted))
