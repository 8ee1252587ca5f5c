"""The four questions of the start."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ivz.authorization.roles import BodyKind
from ivz.home.actions.founding import STATUS_OF
from ivz.home.queries.founding import body_exists, municipalities, network_exists
from ivz.web.requests import whole_number

MOST_BODIES = 12
BODY_FIELDS = ("name", "short_name", "kind")
Row = dict[str, str]


class NetworkForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("What is the network called?"),
        help_text=gettext_lazy("Usually the name of the region, such as Twente."),
        max_length=40,
    )
    purpose = forms.CharField(
        label=gettext_lazy("What do you work together for? (not required)"),
        help_text=gettext_lazy("One or two sentences. They will stand beside the board."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if not slugify(name):
            raise forms.ValidationError(_("Use at least one letter or number."))
        if network_exists(name):
            raise forms.ValidationError(
                _("There is a network called %(name)s already. Choose another name.")
                % {"name": name}
            )
        return name


def municipality_choices() -> list[tuple[str, str]]:
    """Give every municipality of the country as a choice."""
    return [(each.code, each.name) for each in municipalities()]


class MunicipalitiesForm(forms.Form):
    municipalities = forms.MultipleChoiceField(
        choices=municipality_choices,
        error_messages={
            "required": gettext_lazy("Choose at least one municipality."),
            "invalid_choice": gettext_lazy("Choose municipalities from this list."),
        },
    )


KINDS = [(kind.value, kind.label) for kind in STATUS_OF]


class BodyForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name in full"), max_length=150)
    short_name = forms.CharField(
        label=gettext_lazy("Short name"),
        help_text=gettext_lazy("As people say it; it also stands in the address."),
        max_length=60,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What sort of body"),
        help_text=gettext_lazy("A board decides; a Platform advises."),
        choices=KINDS,
    )

    def clean_short_name(self) -> str:
        short_name: str = self.cleaned_data["short_name"]
        if not slugify(short_name):
            raise forms.ValidationError(_("Use at least one letter or number."))
        if body_exists(short_name):
            raise forms.ValidationError(
                _("There is a body called %(name)s already. Choose another short name.")
                % {"name": short_name}
            )
        return short_name


class BaseBodies(forms.BaseFormSet):  # type: ignore[type-arg]
    """The bodies together: at least one that decides, and one that advises it."""

    def clean(self) -> None:
        """Refuse a list without board or Platform, and two bodies with one short name."""
        if any(self.errors):
            return
        rows = [form.cleaned_data for form in self.forms]
        kinds = {row["kind"] for row in rows}
        if BodyKind.BOARD not in kinds:
            raise forms.ValidationError(_("A network needs a board: the body that decides."))
        if BodyKind.PLATFORM not in kinds:
            raise forms.ValidationError(
                _("A network needs a Platform: from there the coordinator keeps it up to date.")
            )
        slugs = [slugify(row["short_name"]) for row in rows]
        for form, slug in zip(self.forms, slugs, strict=True):
            if slugs.count(slug) > 1:
                form.add_error("short_name", _("Two bodies have this short name."))


Bodies: TypeAlias = "forms.BaseFormSet[BodyForm]"
BodiesFormSet = forms.formset_factory(
    BodyForm, formset=BaseBodies, extra=0, max_num=MOST_BODIES, validate_max=True
)


def default_bodies(network_name: str) -> list[Row]:
    """Give the bodies nearly every network has: a board that decides, a Platform that advises."""
    named = {"network": network_name}
    return [
        {
            "name": _("District safety board %(network)s") % named,
            "short_name": _("DSB %(network)s") % named,
            "kind": BodyKind.BOARD.value,
        },
        {
            "name": _("Platform for integral safety %(network)s") % named,
            "short_name": _("Platform %(network)s") % named,
            "kind": BodyKind.PLATFORM.value,
        },
    ]


def posted_bodies(data: Mapping[str, Any]) -> list[Row]:
    """Read the rows as they were typed, complete or not."""
    total = str(data.get("form-TOTAL_FORMS", ""))
    count = min(whole_number(total), MOST_BODIES)
    return [
        {field: str(data.get(f"form-{number}-{field}", "")) for field in BODY_FIELDS}
        for number in range(count)
    ]


def offered_bodies(rows: list[Row]) -> Bodies:
    """Offer rows to change."""
    return BodiesFormSet(initial=rows)


def bodies_formset(rows: Iterable[Row]) -> Bodies:
    """Bind typed rows, leaving out the ones without any name."""
    filled = [row for row in rows if row["name"].strip() or row["short_name"].strip()]
    data = {"form-TOTAL_FORMS": str(len(filled)), "form-INITIAL_FORMS": "0"}
    for number, row in enumerate(filled):
        data |= {f"form-{number}-{field}": row[field] for field in BODY_FIELDS}
    return BodiesFormSet(data)


class MeetingForm(forms.Form):
    body = forms.ChoiceField()
    date = forms.DateField(
        label=gettext_lazy("Date"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    starts_at = forms.TimeField(
        label=gettext_lazy("Starts at (may come later)"),
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
    )
    place = forms.CharField(
        label=gettext_lazy("Place (may come later)"), required=False, max_length=200
    )

    def __init__(self, *args: Any, bodies: list[Row], today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["body"] = forms.ChoiceField(
            label=_("Which body meets first?"),
            choices=[(str(place), row["name"]) for place, row in enumerate(bodies)],
        )

    def clean_date(self) -> dt.date:
        day: dt.date = self.cleaned_data["date"]
        if day < self.today:
            raise forms.ValidationError(_("Choose today or a later day; seats begin today."))
        return day


class CoordinatorForm(forms.Form):
    """Who answers; in example mode an account needs neither user name nor password."""

    function = forms.CharField(
        label=gettext_lazy("Your function"),
        help_text=gettext_lazy("People stand by function here, without their name."),
        max_length=70,
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("A link to choose a password and a second step goes there."),
    )

    def __init__(self, *args: Any, needs_invitation: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not needs_invitation:
            del self.fields["email"]

    def clean_function(self) -> str:
        function: str = self.cleaned_data["function"]
        if not slugify(function):
            raise forms.ValidationError(_("Use at least one letter or number."))
        return function
