"""Forms to begin an annual plan, to put a line forward, and to tell how it goes."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from ivz.accounts.actors import Actor
from ivz.network.models import Person, Theme, in_force
from ivz.portfolios.forms.portfolios import day_field
from ivz.reports.actions.annual_plans import LineDetails
from ivz.reports.models import QUARTERS, AnnualPlan, PlanLine, quarter_of
from ivz.reports.queries import annual_plans as queries
from ivz.reports.states import Course

QUARTER_NAMES = {
    1: gettext_lazy("First quarter"),
    2: gettext_lazy("Second quarter"),
    3: gettext_lazy("Third quarter"),
    4: gettext_lazy("Fourth quarter"),
}
_LAST_DAYS = {1: (3, 31), 2: (6, 30), 3: (9, 30), 4: (12, 31)}


class YearForm(forms.Form):
    """The year of a plan."""

    year = forms.IntegerField(label=gettext_lazy("For which year?"), min_value=1)


class LineForm(forms.Form):
    """What is reached, who pulls it and when it is done: by quarter or on a day."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    result = forms.CharField(
        label=gettext_lazy("What is reached?"),
        help_text=gettext_lazy("One result that others can see. No names and no cases."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    owner = forms.ChoiceField(label=gettext_lazy("Who pulls it?"), required=False)
    quarter = forms.TypedChoiceField(
        label=gettext_lazy("When is it done?"),
        choices=QUARTER_NAMES.items(),
        coerce=int,
        initial=4,
    )
    due_on = day_field(gettext_lazy("Or on which day?"), required=False)
    theme = forms.ModelChoiceField(
        label=gettext_lazy("Theme"),
        queryset=Theme.objects.none(),
        required=False,
        to_field_name="code",
        empty_label=gettext_lazy("No theme of the list"),
    )
    project = forms.ChoiceField(label=gettext_lazy("Project"), required=False)

    def __init__(self, *args: Any, plan: AnnualPlan, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        fields: Any = self.fields
        fields["theme"].queryset = Theme.objects.filter(in_force(actor.today))
        people = queries.people_to_pull(plan.network, on=actor.today)
        projects = queries.projects_to_name(plan.network, actor=actor)
        self.people = {row.slug: row for row in people}
        self.projects = {row.slug: row for row in projects}
        nobody: Any = ("", gettext_lazy("Nobody yet"))
        none: Any = ("", gettext_lazy("No project"))
        fields["owner"].choices = [nobody, *((row.slug, _named(row)) for row in people)]
        fields["project"].choices = [none, *((row.slug, row.title) for row in projects)]

    def details(self) -> LineDetails:
        """Give what was filled in; a day goes before a quarter."""
        cleaned = self.cleaned_data
        last = date(self.plan.year, *_LAST_DAYS[cleaned["quarter"]])
        return LineDetails(
            result=cleaned["result"].strip(),
            due_on=cleaned["due_on"] or last,
            theme=cleaned["theme"],
            project=self.projects.get(cleaned["project"]),
            owner=self.people.get(cleaned["owner"]),
        )


def _named(person: Person) -> str:
    where = person.organisation.name if person.organisation else ""
    return f"{person.function}, {where}" if where else person.function


def line_as_stored(line: PlanLine) -> dict[str, Any]:
    """Give a line as the form shows it."""
    is_quarter = (line.due_on.month, line.due_on.day) in _LAST_DAYS.values()
    return {
        "version": line.version,
        "result": line.result,
        "owner": line.owner.slug if line.owner else "",
        "quarter": line.quarter,
        "due_on": None if is_quarter else line.due_on,
        "theme": line.theme.code if line.theme else None,
        "project": line.project.slug if line.project else "",
    }


class JudgeForm(forms.Form):
    """Whether a line is in the plan, and why not."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    answer = forms.ChoiceField(
        label=gettext_lazy("Is it in the plan?"),
        choices=[
            ("ja", gettext_lazy("Yes, take it over")),
            ("nee", gettext_lazy("No, with the reason")),
        ],
        widget=forms.RadioSelect,
        initial="ja",
    )
    reason = forms.CharField(
        label=gettext_lazy("Why not?"),
        help_text=gettext_lazy("Who put it forward reads this."),
        max_length=300,
        required=False,
    )


class WordForm(forms.Form):
    """How a line stands over a quarter."""

    quarter = forms.TypedChoiceField(
        label=gettext_lazy("Over which quarter?"), choices=QUARTER_NAMES.items(), coerce=int
    )
    course = forms.ChoiceField(
        label=gettext_lazy("How does it stand?"),
        choices=Course.choices,
        widget=forms.RadioSelect,
        initial=Course.ON_COURSE,
    )
    words = forms.CharField(
        label=gettext_lazy("In a few words"),
        help_text=gettext_lazy("What is there now? If it is late: why, and what you do about it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, plan: AnnualPlan, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ended = queries.last_ended_quarter(plan.year, on=on)
        field: Any = self.fields["quarter"]
        begun = max(ended, quarter_of(on) if plan.year == on.year else ended)
        field.choices = [(each, QUARTER_NAMES[each]) for each in QUARTERS if each <= begun]
        field.initial = ended or begun
