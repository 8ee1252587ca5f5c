"""Forms for reporting progress, measuring, writing hours, and setting the periods."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from ivz.network.models import Organisation
from ivz.portfolios.forms.portfolios import day_field
from ivz.projects.actions.following import WrittenHours
from ivz.projects.actions.reports import LightText, Written
from ivz.projects.models import Project
from ivz.projects.queries.reports import Draft
from ivz.projects.states import Aspect, LightColour
from ivz.projects.windows import Window


class ReportForm(forms.Form):
    """How a project stands: four lights with a reason each, and a few words."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=gettext_lazy("In a few words"),
        help_text=gettext_lazy("What happened, what comes next, what do you need from the board?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=5000,
        required=False,
    )

    def __init__(self, *args: Any, draft: Draft, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.draft = draft
        self.fields["version"].initial = draft.report.version if draft.report else 0
        self.fields["text"].initial = draft.report.text if draft.report else ""
        for reading in draft.readings:
            light = draft.lights.get(reading.aspect)
            self._add(reading.aspect, light or reading, version=light.version if light else 0)

    def _add(self, aspect: Aspect, shown: Any, *, version: int) -> None:
        self.fields[f"{aspect}_version"] = forms.IntegerField(
            widget=forms.HiddenInput, initial=version
        )
        self.fields[f"{aspect}_colour"] = forms.ChoiceField(
            label=gettext_lazy("Light"),
            choices=LightColour.choices,
            widget=forms.RadioSelect,
            initial=shown.colour,
        )
        self.fields[f"{aspect}_reason"] = forms.CharField(
            label=gettext_lazy("Why"),
            max_length=500,
            widget=forms.Textarea(attrs={"rows": 2}),
            initial=shown.reason,
        )

    def sections(self) -> list[dict[str, Any]]:
        """Give per aspect the fields, what the records say, and what was reported before."""
        previous = self.draft.previous
        before = {row.aspect: row for row in previous.lights.all()} if previous else {}
        return [
            {
                "reading": reading,
                "before": before.get(reading.aspect),
                "version": self[f"{reading.aspect}_version"],
                "colour": self[f"{reading.aspect}_colour"],
                "reason": self[f"{reading.aspect}_reason"],
            }
            for reading in self.draft.readings
        ]

    def written(self) -> Written:
        """Give the sections that were touched."""
        cleaned = self.cleaned_data
        touched = [
            aspect
            for aspect in Aspect
            if {f"{aspect}_colour", f"{aspect}_reason"} & set(self.changed_data)
        ]
        return Written(
            lights=[
                LightText(
                    aspect=aspect,
                    colour=LightColour(cleaned[f"{aspect}_colour"]),
                    reason=cleaned[f"{aspect}_reason"],
                    version=cleaned[f"{aspect}_version"],
                )
                for aspect in touched
            ],
            text=cleaned["text"] if "text" in self.changed_data else None,
            version=cleaned["version"],
        )


class CorrectionForm(forms.Form):
    """Why a report is corrected."""

    reason = forms.CharField(
        label=gettext_lazy("What was wrong?"),
        help_text=gettext_lazy("The report stays as it was; this stands above its next version."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class MeasurementForm(forms.Form):
    """What an indicator was on a day."""

    on = day_field(gettext_lazy("Measured on"))
    value = forms.DecimalField(label=gettext_lazy("Value"), max_digits=14, decimal_places=4)
    source = forms.CharField(label=gettext_lazy("Source"), max_length=250)
    is_provisional = forms.BooleanField(label=gettext_lazy("Provisional"), required=False)


class HoursForm(forms.Form):
    """The hours an organisation delivered for a project in a period."""

    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Who delivered them"),
        queryset=Organisation.objects.none(),
        empty_label=gettext_lazy("Choose an organisation"),
    )
    hours = forms.DecimalField(
        label=gettext_lazy("Hours"), max_digits=7, decimal_places=1, min_value=Decimal("0.1")
    )
    first_day = day_field(gettext_lazy("First day"))
    last_day = day_field(gettext_lazy("Last day"))
    note = forms.CharField(label=gettext_lazy("What for"), max_length=200, required=False)

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["organisation"]
        in_group = Organisation.objects.filter(project_places__project=project)
        field.queryset = in_group.distinct().order_by("name")

    def details(self) -> WrittenHours:
        """Give what was filled in."""
        return WrittenHours(**self.cleaned_data)


class WindowsForm(forms.Form):
    """When in the year projects report; days of the year in which it begins."""

    valid_from = day_field(gettext_lazy("Holds from"))
    first_opens = day_field(gettext_lazy("First period: first day"))
    first_closes = day_field(gettext_lazy("First period: last day"))
    second_opens = day_field(gettext_lazy("Second period: first day"), required=False)
    second_closes = day_field(gettext_lazy("Second period: last day"), required=False)

    def windows(self) -> list[Window]:
        """Give the periods that were filled in."""
        cleaned: dict[str, date | None] = self.cleaned_data
        return [
            Window(opens_on=opens, closes_on=closes)
            for which in ("first", "second")
            if (opens := cleaned[f"{which}_opens"]) and (closes := cleaned[f"{which}_closes"])
        ]
