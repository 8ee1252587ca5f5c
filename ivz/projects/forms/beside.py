"""The form for work that did not come through intake."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from ivz.accounts.actors import Actor
from ivz.network.models import Network, Organisation, Seat, Theme, in_force
from ivz.projects.actions.beside import WorkDetails
from ivz.projects.forms.requests import long_text
from ivz.projects.models import Project
from ivz.projects.states import ProjectKind


class WorkForm(forms.Form):
    """Work that the Platform follows, shares or tries out."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"),
        choices=[choice for choice in ProjectKind.choices if choice[0] != ProjectKind.PROJECT],
        widget=forms.RadioSelect,
        initial=ProjectKind.SIDELINE,
    )
    title = forms.CharField(label=gettext_lazy("What is it about?"), max_length=200)
    summary = long_text(gettext_lazy("What for, and what does the Platform do?"), required=False)
    theme = forms.ModelChoiceField(
        label=gettext_lazy("Theme"),
        queryset=Theme.objects.none(),
        required=False,
        to_field_name="code",
        empty_label=gettext_lazy("None"),
    )
    parent = forms.ModelChoiceField(
        label=gettext_lazy("Part of"),
        queryset=Project.objects.none(),
        required=False,
        to_field_name="slug",
        empty_label=gettext_lazy("Stands by itself"),
    )
    led_by = forms.ModelChoiceField(
        label=gettext_lazy("Which partner leads it?"),
        help_text=gettext_lazy("Only where a partner leads it; the Platform then helps."),
        queryset=Organisation.objects.none(),
        required=False,
        to_field_name="slug",
        empty_label=gettext_lazy("The Platform"),
    )
    shared_with = forms.ModelChoiceField(
        label=gettext_lazy("With whom is the responsibility shared?"),
        queryset=Organisation.objects.none(),
        required=False,
        to_field_name="slug",
        empty_label=gettext_lazy("Nobody"),
    )
    origin = forms.CharField(
        label=gettext_lazy("Where does it come from?"),
        help_text=gettext_lazy("The paper or meeting in which it was agreed."),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, network: Network, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        visible = Project.objects.visible_to(actor).filter(body__network=network, parent=None)
        seats = Seat.objects.filter(in_force(actor.today), body__network=network)
        partners = Organisation.objects.filter(pk__in=seats.values("person__organisation"))
        fields["theme"].queryset = Theme.objects.filter(in_force(actor.today))
        fields["parent"].queryset = visible.order_by("title")
        fields["led_by"].queryset = fields["shared_with"].queryset = partners.order_by("name")

    def details(self) -> WorkDetails:
        """Give what was filled in."""
        return WorkDetails(**self.cleaned_data | {"kind": ProjectKind(self.cleaned_data["kind"])})
