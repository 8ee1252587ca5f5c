"""Forms for what stands on every agenda of a body."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ivz.authorization.openness import Openness
from ivz.meetings.actions.standing import StandingDetails
from ivz.meetings.models import StandingItem
from ivz.meetings.states import ItemKind, Part
from ivz.network.models import Body

MOST_ITEMS = 30
_EMPTY = 2


class StandingItemForm(forms.Form):
    """One standing item; emptied or left out it disappears."""

    place = forms.IntegerField(
        label=gettext_lazy("Place"), min_value=1, max_value=99, required=False
    )
    label = forms.CharField(label=gettext_lazy("Label"), max_length=10, required=False)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200, required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("What is asked"), choices=ItemKind, initial=ItemKind.DISCUSS
    )
    part = forms.ChoiceField(label=gettext_lazy("What it is for"), choices=Part, initial=Part.NONE)
    planned_minutes = forms.IntegerField(
        label=gettext_lazy("Planned minutes"), min_value=0, max_value=600, required=False
    )
    is_public = forms.BooleanField(
        label=gettext_lazy("Public when the agenda goes out"), required=False, initial=True
    )
    leave_out = forms.BooleanField(label=gettext_lazy("Leave this item out"), required=False)

    @property
    def is_filled(self) -> bool:
        """Whether there is anything in it to keep."""
        filled = any(self[name].value() for name in ("label", "title"))
        return filled and not self["leave_out"].value()

    def has_changed(self) -> bool:
        """Read what is filled in also where it is what the row began with."""
        return self.is_filled or super().has_changed()

    def clean(self) -> dict[str, Any]:
        """Ask label and title of every item that is kept."""
        cleaned = self.cleaned_data
        if self.is_filled and not cleaned.get("label"):
            self.add_error("label", _("Give this item a label, or leave it out."))
        if self.is_filled and not cleaned.get("title"):
            self.add_error("title", _("Give this item a title, or leave it out."))
        return cleaned

    def details(self) -> StandingDetails:
        """Give the item as the action wants it."""
        cleaned = self.cleaned_data
        return StandingDetails(
            label=cleaned["label"],
            title=cleaned["title"],
            kind=ItemKind(cleaned["kind"]),
            part=Part(cleaned["part"]),
            planned_minutes=cleaned["planned_minutes"],
            planned_openness=Openness.PUBLIC if cleaned["is_public"] else Openness.NETWORK,
        )


class _StandingItems(forms.BaseFormSet):  # type: ignore[type-arg]
    default_error_messages: ClassVar = {
        **forms.BaseFormSet.default_error_messages,
        "too_many_forms": gettext_lazy(
            "At most %(num)d items stand on every agenda. Leave some out."
        ),
    }


StandingFormSet = forms.formset_factory(
    StandingItemForm,
    formset=_StandingItems,
    extra=_EMPTY,
    max_num=MOST_ITEMS,
    absolute_max=MOST_ITEMS,
    validate_max=True,
)


def in_order(formset: Any) -> list[StandingDetails]:
    """Give what is kept, by the place it was given; without one it comes last."""
    kept = [form for form in formset if form.is_filled]
    ordered = sorted(kept, key=lambda form: form.cleaned_data["place"] or MOST_ITEMS + 99)
    return [form.details() for form in ordered]


def stored_items(body: Body) -> list[StandingDetails]:
    """Give the standing items of a body as they stand; one query."""
    return [
        StandingDetails(
            label=item.label,
            title=item.title,
            kind=ItemKind(item.kind),
            part=Part(item.part),
            planned_minutes=item.planned_minutes,
            planned_openness=Openness(item.planned_openness),
        )
        for item in StandingItem.objects.filter(agenda__body=body)
    ]


def initial_of(items: list[StandingDetails]) -> list[dict[str, object]]:
    """Give items as initial values of the form."""
    names = ("label", "title", "kind", "part", "planned_minutes")
    return [
        {name: getattr(item, name) for name in names}
        | {"place": place, "is_public": item.planned_openness == Openness.PUBLIC}
        for place, item in enumerate(items, start=1)
    ]


def in_words(items: list[StandingDetails]) -> str:
    """Write items as text, one per line, to hold two versions side by side."""
    return "\n".join(
        f"{item.label} {item.title} ({item.kind.label}, {item.part.label}, "
        f"{item.planned_minutes or '-'}, {item.planned_openness.label})"
        for item in items
    )
