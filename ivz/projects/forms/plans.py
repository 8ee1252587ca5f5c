"""Forms for writing a plan."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from ivz.portfolios.forms.portfolios import day_field
from ivz.projects.models import EvaluationAnswer, PlanSection, Project
from ivz.projects.states import Section


def text_as_stored(row: PlanSection | EvaluationAnswer) -> dict[str, Any]:
    """Give what a form of one text starts from."""
    return {"text": row.text, "version": row.version}


def dates_as_stored(project: Project) -> dict[str, Any]:
    """Give what the form of days starts from."""
    names = ["starts_on", "ends_on", "version"]
    return {name: getattr(project, name) for name in names}


class SectionForm(forms.Form):
    """One section of a plan."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 14}), required=False, max_length=20000
    )

    def __init__(self, *args: Any, section: Section, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = section.label


class DatesForm(forms.Form):
    """When a project starts and ends."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    starts_on = day_field(gettext_lazy("First day"), required=False)
    ends_on = day_field(
        gettext_lazy("Last day"),
        help_text=gettext_lazy("After this day the project is evaluated."),
    )

    def clean(self) -> None:
        """Refuse an end before the start."""
        starts, ends = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", gettext_lazy("The last day lies before the first day."))


class SubmitForm(forms.Form):
    """What is new in this edition, in a few words."""

    reason = forms.CharField(
        label=gettext_lazy("What is new in this edition?"),
        help_text=gettext_lazy("A few words for who read the earlier one."),
        max_length=300,
        required=False,
    )
