"""The form that narrows the register of decisions down; its fields stand in the address."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ivz.decisions.states import Outcome
from ivz.meetings.queries.register import Offered, Sought


class RegisterForm(forms.Form):
    """Which decisions to show."""

    overleg = forms.ChoiceField(label=_("Which body"), required=False)
    jaar = forms.ChoiceField(label=_("Year"), required=False)
    uitkomst = forms.ChoiceField(
        label=_("Outcome"), required=False, choices=[("", _("All outcomes")), *Outcome.choices]
    )
    thema = forms.ChoiceField(label=_("Theme"), required=False)

    def __init__(self, *args: Any, offered: Offered, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        theme = self.fields["thema"]
        assert isinstance(theme, forms.ChoiceField)  # noqa: S101
        theme.choices = [
            ("", _("All themes")),
            *((each.code, each.name) for each in offered.themes),
        ]
        if not offered.themes:
            del self.fields["thema"]
        body, year = self.fields["overleg"], self.fields["jaar"]
        assert isinstance(body, forms.ChoiceField)  # noqa: S101
        assert isinstance(year, forms.ChoiceField)  # noqa: S101
        body.choices = [("", _("All bodies")), *offered.bodies]
        year.choices = [("", _("All years")), *((str(each), str(each)) for each in offered.years)]

    def sought(self) -> Sought:
        """Give what was chosen; what cannot be chosen counts as not chosen."""
        self.is_valid()
        given = self.cleaned_data
        year = given.get("jaar", "")
        return Sought(
            body=given.get("overleg", ""),
            year=int(year) if year else None,
            outcome=given.get("uitkomst", ""),
            theme=given.get("thema", ""),
        )
