"""Forms to note a development, to choose among them, and to say what became of one."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from ivz.accounts.actors import Actor
from ivz.decisions.models import Decision
from ivz.knowledge.actions.developments import DevelopmentDetails, StepDetails
from ivz.knowledge.models import Development
from ivz.knowledge.queries.developments import Choices, DevelopmentFilter
from ivz.knowledge.states import DevelopmentState, Reach, StepKind, TakenUpIn
from ivz.network.models import Network, Theme, in_force
from ivz.portfolios.forms.portfolios import day_field
from ivz.portfolios.queries.portfolios import decision_called
from ivz.web.requests import whole_number

REVIEW_IN = timedelta(weeks=8)


def _text(label: Any, *, rows: int = 4, **given: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **given)


class DevelopmentForm(forms.Form):
    """What changes, who says so, and what it means for the network."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=gettext_lazy("What is it, in a few words?"), max_length=200)
    what = _text(
        gettext_lazy("What changes?"),
        help_text=gettext_lazy("No names and no cases: only what goes on, and where."),
    )
    since = day_field(gettext_lazy("Since when?"))
    reach = forms.ChoiceField(
        label=gettext_lazy("How far does it reach?"),
        choices=Reach.choices,
        widget=forms.RadioSelect,
        initial=Reach.REGIONAL,
    )
    theme = forms.ModelChoiceField(
        label=gettext_lazy("Theme"),
        queryset=Theme.objects.none(),
        required=False,
        to_field_name="code",
        empty_label=gettext_lazy("No theme of the list"),
    )
    source = forms.CharField(
        label=gettext_lazy("Who says so?"),
        help_text=gettext_lazy("For instance a report, a letter, or the police in a meeting."),
        max_length=200,
    )
    source_url = forms.URLField(
        label=gettext_lazy("Where can that be read?"),
        help_text=gettext_lazy("An address that begins with https://, where there is one."),
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "url"}),
        assume_scheme="https",
    )
    meaning = _text(gettext_lazy("What does it mean for us?"), rows=3, required=False)
    review_on = day_field(gettext_lazy("Look at it again on"), required=False)

    def __init__(
        self, *args: Any, actor: Actor, row: Development | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        themes: Any = self.fields["theme"]
        themes.queryset = Theme.objects.filter(in_force(actor.today))
        self.fields["review_on"].initial = actor.today + REVIEW_IN
        if row is not None and not row.is_open:
            del self.fields["review_on"]

    def details(self) -> DevelopmentDetails:
        """Give what was filled in."""
        cleaned = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return DevelopmentDetails(**cleaned | {"reach": Reach(cleaned["reach"])})


def development_as_stored(row: Development) -> dict[str, Any]:
    """Give a development as the form shows it."""
    names = ["version", *DevelopmentDetails.__dataclass_fields__]
    return {name: getattr(row, name) for name in names} | {
        "theme": row.theme.code if row.theme else None
    }


class StepForm(forms.Form):
    """What became of a development."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("What became of it?"),
        choices=[
            (StepKind.LOOKED_AT, gettext_lazy("We look into it")),
            (StepKind.TAKEN_UP, gettext_lazy("It is taken up")),
            (StepKind.SET_ASIDE, gettext_lazy("We set it aside")),
        ],
        widget=forms.RadioSelect,
        initial=StepKind.LOOKED_AT,
    )
    words = _text(
        gettext_lazy("In words"),
        rows=3,
        help_text=gettext_lazy("What you do, in what it is taken up, or why you set it aside."),
        required=False,
    )
    review_on = day_field(
        gettext_lazy("Look at it again on"),
        help_text=gettext_lazy("Only while you look into it."),
        required=False,
    )
    taken_up_in = forms.ChoiceField(
        label=gettext_lazy("Taken up in"),
        choices=[("", gettext_lazy("Not taken up")), *TakenUpIn.choices],
        required=False,
    )
    reference = forms.CharField(
        label=gettext_lazy("By which decision?"),
        help_text=gettext_lazy("Its number in the register, such as DVO 2016-8."),
        max_length=80,
        required=False,
    )
    address = forms.CharField(
        label=gettext_lazy("Where does one read on?"),
        help_text=gettext_lazy("The address of a page on this site, or one with https://."),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, network: Network, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.network, self.actor = network, actor
        self.fields["review_on"].initial = actor.today + REVIEW_IN

    def clean_reference(self) -> Decision | None:
        """Find the decision, among those that the writer may read."""
        words = self.cleaned_data["reference"].strip()
        found = decision_called(words, network=self.network, actor=self.actor)
        if words and found is None:
            raise forms.ValidationError(
                gettext_lazy("No decision has this number. Look it up in the register.")
            )
        return found

    def details(self) -> StepDetails:
        """Give what was filled in, as far as it goes with what became of it."""
        cleaned = self.cleaned_data
        kind = StepKind(cleaned["kind"])
        is_taken_up = kind == StepKind.TAKEN_UP
        return StepDetails(
            kind=kind,
            words=cleaned["words"],
            taken_up_in=cleaned["taken_up_in"] if is_taken_up else "",
            address=cleaned["address"].strip() if is_taken_up else "",
            decision=cleaned["reference"] if is_taken_up else None,
            review_on=cleaned["review_on"] if kind == StepKind.LOOKED_AT else None,
        )


class ChooseForm(forms.Form):
    """Which developments are shown; what does not exist is left out."""

    thema = forms.ChoiceField(label=gettext_lazy("Theme"), required=False)
    stand = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    jaar = forms.ChoiceField(label=gettext_lazy("Since"), required=False)

    def __init__(self, asked: QueryDict, *, choices: Choices) -> None:
        super().__init__(asked)
        years = [(str(year), str(year)) for year in choices.years]
        every: Any = ("", gettext_lazy("All"))
        for name, offered in {
            "thema": choices.themes,
            "stand": DevelopmentState.choices,
            "jaar": years,
        }.items():
            field: Any = self.fields[name]
            field.choices = [every, *offered]

    def chosen(self) -> DevelopmentFilter:
        """Give what was asked."""
        self.is_valid()
        asked = self.cleaned_data
        return DevelopmentFilter(
            theme=asked.get("thema", ""),
            state=asked.get("stand", ""),
            year=whole_number(asked.get("jaar", "")) or None,
        )
