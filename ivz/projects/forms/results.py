"""The form that narrows the results down; its fields stand in the address of the page."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from ivz.projects.forms.portfolio import choice, offer
from ivz.projects.queries.results import ResultFilter
from ivz.projects.states import ResultStanding


class ResultForm(forms.Form):
    """Which results to show."""

    thema = choice(gettext_lazy("Theme"), ("", gettext_lazy("All themes")))
    houder = choice(gettext_lazy("Portfolio holder"), ("", gettext_lazy("All holders")))
    stand = choice(
        gettext_lazy("How it stands"), ("", gettext_lazy("All results")), *ResultStanding.choices
    )

    def __init__(self, *args: Any, choices: Mapping[str, list[Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, choices)

    def chosen(self) -> ResultFilter:
        """Give what was chosen; what cannot be chosen counts as not chosen."""
        self.is_valid()
        given = self.cleaned_data
        return ResultFilter(
            theme=given.get("thema", ""),
            holder=given.get("houder", ""),
            standing=given.get("stand", ""),
        )
