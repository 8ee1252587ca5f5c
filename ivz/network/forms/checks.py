"""The yearly check as a form."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ivz.network.queries.upkeep_checks import CheckRow


class CheckForm(forms.Form):
    """One box per row for what is not right, and remarks."""

    remarks = forms.CharField(
        label=gettext_lazy("Remarks"),
        help_text=gettext_lazy("What should change, or what the secretary should know."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, rows: Sequence[CheckRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        for row in rows:
            label = _("%(what)s is not right") % {"what": row}
            self.fields[row.key] = forms.BooleanField(label=label, required=False)

    def lines(self) -> Iterator[tuple[CheckRow, forms.BoundField]]:
        """Give each row with its box."""
        for row in self.rows:
            yield row, self[row.key]

    def clean(self) -> dict[str, Any]:
        """Refuse “all right” beside a box that says otherwise."""
        if "everything" in self.data and self.wrong():
            raise forms.ValidationError(
                _("You ticked “not right”. Take the tick away, or choose “Save what is not right”.")
            )
        return self.cleaned_data

    def wrong(self) -> list[str]:
        """Give the rows that are not right, in words."""
        return [str(row) for row in self.rows if self.cleaned_data.get(row.key)]
