"""The form to put a knowledge paper on an agenda or with a proposal."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ivz.meetings.forms.lateness import LATE_REASON
from ivz.meetings.models import AgendaItem, Meeting, Proposal
from ivz.meetings.queries.knowledge import Places
from ivz.meetings.rules.lateness import MOST_REASON
from ivz.web.templatetags.ivz import day_date


class PutKnowledgeForm(forms.Form):
    """Where it comes: a new item of a coming agenda, an item that is there, or a proposal."""

    place = forms.ChoiceField(label=gettext_lazy("Where does it come?"))
    late_reason = forms.CharField(
        label=gettext_lazy("Why is this sent after the agenda?"),
        max_length=MOST_REASON,
        required=False,
        help_text=gettext_lazy("Only for a new item of an agenda that is frozen."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, places: Places, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places: dict[str, Meeting | AgendaItem | Proposal] = {
            **{f"vergadering-{each.pk}": each for each in places.meetings},
            **{f"punt-{each.pk}": each for each in places.items},
            **{f"voorstel-{each.pk}": each for each in places.proposals},
        }
        groups = {
            _("A new item"): [_choice("vergadering", each) for each in places.meetings],
            _("An item that is there"): [_choice("punt", each) for each in places.items],
            _("With a proposal"): [_choice("voorstel", each) for each in places.proposals],
        }
        field: Any = self.fields["place"]
        field.choices = [
            ("", _("Choose where it comes")),
            *((name, offered) for name, offered in groups.items() if offered),
        ]
        if all(each.freeze_days is None for each in places.meetings):
            del self.fields[LATE_REASON]

    def place_chosen(self) -> Meeting | AgendaItem | Proposal:
        """Give what was chosen."""
        return self.places[self.cleaned_data["place"]]


def _choice(kind: str, row: Meeting | AgendaItem | Proposal) -> tuple[str, str]:
    return f"{kind}-{row.pk}", _in_words(row)[:120]


def _in_words(row: Meeting | AgendaItem | Proposal) -> str:
    if isinstance(row, Meeting):
        return f"{row.body.short_name}, {day_date(row.date)}"
    if isinstance(row, AgendaItem):
        meeting = row.meeting
        return f"{meeting.body.short_name}, {day_date(meeting.date)}: {row.label} {row.title}"
    return f"{row.body.short_name}, {row.register_number}: {row.title}"
