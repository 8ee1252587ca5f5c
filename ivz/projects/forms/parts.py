"""Forms for the places in a project group and for what a project steers on."""

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.forms.models import ModelForm
from django.utils.translation import gettext_lazy

from ivz.accounts.actors import Actor
from ivz.authorization.roles import GroupRole
from ivz.insight.models import DataSet, Figure
from ivz.network.models import Area, Organisation, Person, Theme, in_force
from ivz.portfolios.forms.holders import offer_holders
from ivz.portfolios.forms.portfolios import day_after, day_field
from ivz.projects.actions.groups import PlaceDetails
from ivz.projects.models import (
    BudgetLine,
    Indicator,
    Member,
    Milestone,
    Project,
    Relation,
    Risk,
)
from ivz.projects.queries.projects import people_to_place


class PlaceForm(forms.Form):
    """Who does what in a project, on whose behalf, how many hours a week."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    person = forms.ModelChoiceField(
        label=gettext_lazy("Who"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=gettext_lazy("Still open"),
    )
    is_outsider = forms.BooleanField(
        label=gettext_lazy("Somebody without a seat in the network"),
        help_text=gettext_lazy("Then say below what they do, and on whose behalf. Names stay out."),
        required=False,
    )
    function = forms.CharField(
        label=gettext_lazy("What this person does in the project"),
        help_text=gettext_lazy("For instance: lawyer, analyst, secretary."),
        max_length=150,
        required=False,
    )
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("On behalf of"),
        help_text=gettext_lazy("Empty: where this person works."),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=gettext_lazy("The own organisation"),
    )
    hours_per_week = forms.DecimalField(
        label=gettext_lazy("Hours a week"),
        max_digits=4,
        decimal_places=1,
        min_value=0,
        required=False,
    )
    valid_from = day_field(gettext_lazy("First day"))
    last_day = day_field(
        gettext_lazy("Last day"),
        required=False,
        help_text=gettext_lazy("Leave this empty while it lasts."),
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        choices=[
            (GroupRole.MEMBER.value, GroupRole.MEMBER.label),
            (GroupRole.SECRETARY.value, GroupRole.SECRETARY.label),
        ],
        widget=forms.RadioSelect,
        initial=GroupRole.MEMBER,
    )

    def __init__(self, *args: Any, project: Project, actor: Actor, **kwargs: Any) -> None:
        self.fixed_role: GroupRole | None = kwargs.pop("role", None)
        super().__init__(*args, **kwargs)
        people: Any = self.fields["person"]
        people.queryset = people_to_place(project, on=actor.today)
        organisations: Any = self.fields["organisation"]
        organisations.queryset = Organisation.objects.order_by("name")
        if self.fixed_role:
            del self.fields["role"]
            del self.fields["is_outsider"]
            people.required, people.empty_label = True, gettext_lazy("Choose somebody")
        if self.fixed_role == GroupRole.LEADER:
            people.help_text = gettext_lazy("Of any municipality or partner.")
        if self.fixed_role == GroupRole.HOLDER:
            del self.fields["hours_per_week"]
            offer_holders(people, project.network, on=actor.today, now=self.initial.get("person"))

    def details(self) -> PlaceDetails:
        """Give what was filled in."""
        cleaned = self.cleaned_data
        return PlaceDetails(
            role=self.fixed_role or GroupRole(cleaned["role"]),
            person=cleaned["person"],
            organisation=cleaned["organisation"],
            function=cleaned["function"],
            is_outsider=cleaned.get("is_outsider", False),
            hours_per_week=cleaned.get("hours_per_week"),
            valid_from=cleaned["valid_from"],
            valid_until=day_after(cleaned["last_day"]),
        )


def place_as_stored(member: Member) -> dict[str, Any]:
    """Give a place as the form shows it."""
    names = ["version", "person", "is_outsider", "function", "organisation", "hours_per_week"]
    names += ["valid_from"]
    stored = {name: getattr(member, name) for name in names}
    return stored | {"role": member.role, "last_day": member.last_day}


if TYPE_CHECKING:
    AnyModelForm = ModelForm[Any]
else:
    AnyModelForm = ModelForm


class PartForm(AnyModelForm):
    """A part of a project, with the version its writer started from."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, project: Project, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.project, self.actor = project, actor
        if self.instance.pk:
            self.initial["version"] = self.instance.version
        for field in self.fields.values():
            if isinstance(field, forms.DateField):
                field.widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 3
        self.offer()

    def offer(self) -> None:
        """Fill the lists to choose from with what the actor may read."""


def _in_the_group(place: Member) -> str:
    known = place.person.function if place.person else ""
    return ", ".join(word for word in (known, place.shown_function) if word)


class IndicatorForm(PartForm):
    class Meta:
        model = Indicator
        fields = [
            "name",
            "unit",
            "direction",
            "baseline",
            "baseline_on",
            "target",
            "target_on",
            "source",
            "answered_by",
            "data_set",
            "area",
            "theme",
        ]
        labels = {
            "name": gettext_lazy("What is measured"),
            "unit": gettext_lazy("Unit"),
            "direction": gettext_lazy("Where should it go?"),
            "baseline": gettext_lazy("At the start"),
            "baseline_on": gettext_lazy("Measured on"),
            "target": gettext_lazy("Target"),
            "target_on": gettext_lazy("To be reached on"),
            "source": gettext_lazy("Source"),
            "answered_by": gettext_lazy("Who answers for it?"),
            "data_set": gettext_lazy("Figures that hold it"),
            "area": gettext_lazy("Of which area"),
            "theme": gettext_lazy("On which theme"),
        }
        help_texts = {
            "data_set": gettext_lazy(
                "With a table and an area the start and later figures come from the tables."
            ),
            "theme": gettext_lazy("Empty: the theme of the project."),
        }

    def offer(self) -> None:
        """Offer the data sets of the network that one may read, and the project group."""
        fields: dict[str, Any] = self.fields
        group = self.project.members.filter(in_force(self.actor.today))
        known = group.filter(Q(person__gt=0) | Q(is_outsider=True)).select_related("person")
        fields["answered_by"].queryset = known.order_by("role", "pk")
        fields["answered_by"].empty_label = gettext_lazy("The project leader")
        fields["answered_by"].label_from_instance = _in_the_group
        visible = DataSet.objects.visible_to(self.actor).filter(network=self.project.network)
        cells = Figure.objects.filter(data_set__in=visible.values("pk")).order_by()
        fields["data_set"].queryset = visible.order_by("title")
        fields["area"].queryset = Area.objects.filter(pk__in=cells.values("area")).order_by("name")
        fields["theme"].queryset = Theme.objects.filter(pk__in=cells.values("theme"))
        for name in ("data_set", "area", "theme"):
            fields[name].empty_label = gettext_lazy("None")


class MilestoneForm(PartForm):
    class Meta:
        model = Milestone
        fields = ["title", "due_on", "done_on"]
        labels = {
            "title": gettext_lazy("What is ready"),
            "due_on": gettext_lazy("Ready on"),
            "done_on": gettext_lazy("Was ready on"),
        }


class RiskForm(PartForm):
    class Meta:
        model = Risk
        fields = ["what", "likelihood", "impact", "measure"]
        labels = {
            "what": gettext_lazy("What can go wrong"),
            "likelihood": gettext_lazy("How likely is it?"),
            "impact": gettext_lazy("How much does it harm?"),
            "measure": gettext_lazy("What we do about it"),
        }


class RelationForm(PartForm):
    class Meta:
        model = Relation
        fields = ["other", "other_words", "nature", "note"]
        labels = {
            "other": gettext_lazy("Other project"),
            "other_words": gettext_lazy("Or an initiative that is not on this site"),
            "nature": gettext_lazy("What is it to this project?"),
            "note": gettext_lazy("Remark"),
        }

    def offer(self) -> None:
        """Offer the other projects of the network that one may read."""
        field: Any = self.fields["other"]
        visible = Project.objects.visible_to(self.actor).exclude(pk=self.project.pk)
        field.queryset = visible.filter(body__network=self.project.network).order_by("title")
        field.empty_label = gettext_lazy("None")

    def clean(self) -> dict[str, Any]:
        """Ask for exactly one other side."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if bool(cleaned.get("other")) == bool(cleaned.get("other_words")):
            self.add_error(
                "other", gettext_lazy("Choose a project, or name an initiative; not both.")
            )
        return cleaned


class BudgetLineForm(PartForm):
    euros = forms.DecimalField(
        label=gettext_lazy("Amount in euros"), max_digits=12, decimal_places=2, min_value=0
    )
    spent_euros = forms.DecimalField(
        label=gettext_lazy("Of which spent so far"),
        help_text=gettext_lazy("Empty: not known."),
        max_digits=12,
        decimal_places=2,
        min_value=0,
        required=False,
    )
    field_order = ["version", "what", "euros", "spent_euros"]

    class Meta:
        model = BudgetLine
        fields = ["what", "source", "source_words", "year"]
        labels = {
            "what": gettext_lazy("What for"),
            "source": gettext_lazy("Where does it come from?"),
            "source_words": gettext_lazy("Which budget, which grant?"),
            "year": gettext_lazy("Year"),
        }

    def offer(self) -> None:
        """Show the stored amounts in euros."""
        if self.instance.pk:
            self.initial["euros"] = Decimal(self.instance.amount_cents) / 100
        if self.instance.spent_cents is not None:
            self.initial["spent_euros"] = Decimal(self.instance.spent_cents) / 100

    def clean(self) -> dict[str, Any]:
        """Keep the amounts in cents."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("euros") is not None:
            self.instance.amount_cents = _cents(cleaned["euros"])
        spent = cleaned.get("spent_euros")
        self.instance.spent_cents = None if spent is None else _cents(spent)
        return cleaned


def _cents(euros: Decimal) -> int:
    return int((euros * 100).quantize(Decimal(1), ROUND_HALF_UP))
