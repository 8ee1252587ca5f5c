"""Forms for meetings and agenda items."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.decisions.actions.restrictions import RestrictionDetails
from ivz.decisions.choosing_readers import ChoosesReaders, ReaderChoices
from ivz.decisions.models import Decision
from ivz.decisions.states import Ground
from ivz.meetings.actions.agendas import ItemDetails
from ivz.meetings.actions.planning import MeetingDetails
from ivz.meetings.forms.lateness import TermsForm, ask_why_late
from ivz.meetings.models import AgendaItem, Meeting, Proposal, RouteStep
from ivz.meetings.queries.meetings import earlier_meetings
from ivz.meetings.states import ItemKind
from ivz.network.models import Body, Person


def day_field(**options: Any) -> forms.DateField:
    """Make a field for a day, with the calendar of the browser."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(widget=widget, **options)


def clock_field(**options: Any) -> forms.TimeField:
    """Make a field for a clock time."""
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(widget=widget, required=False, **options)


def offer(form: forms.Form, name: str, queryset: QuerySet[Any]) -> None:
    """Let the field ``name`` choose from ``queryset``."""
    field = form.fields[name]
    if isinstance(field, forms.ModelChoiceField):
        field.queryset = queryset


class KeepsHiddenChoices(forms.Form):
    """A form that keeps a stored choice which the editor may not see, and so cannot send back.

    Whether there is one shows nowhere. What the editor could see and emptied is emptied.
    """

    stored: Mapping[str, Model | None] = {}

    def clean(self) -> dict[str, Any]:
        """Fill in what was stored and could not be chosen."""
        cleaned = self.cleaned_data
        for name, value in self.stored.items():
            is_empty = value is not None and not cleaned.get(name) and name not in self.errors
            if is_empty and not self._offers(name, value):
                cleaned[name] = value
        return cleaned

    def _offers(self, name: str, value: Model | None) -> bool:
        field = self.fields[name]
        if value is None or not isinstance(field, forms.ModelChoiceField):
            return True
        return field.queryset is not None and field.queryset.filter(pk=value.pk).exists()


class _WhenAndWhere(forms.Form):
    date = day_field(label=_("Date"))
    last_day = day_field(
        label=_("Last day"),
        required=False,
        help_text=_("Only for a meeting of two days or more."),
    )
    starts_at = clock_field(label=_("Starts at"))
    ends_at = clock_field(label=_("Ends at"))
    place = forms.CharField(label=_("Place"), max_length=200, required=False)


class PlanForm(_WhenAndWhere):
    """Four questions; chair and secretary follow from the seats."""

    def __init__(self, *args: Any, bodies: list[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = {body.slug: body for body in bodies}
        self.fields["body"] = forms.ChoiceField(
            label=_("Which body meets?"), choices=[(body.slug, body.name) for body in bodies]
        )
        self.order_fields(["body"])

    def chosen_body(self) -> Body:
        """Give the body that was chosen."""
        return self.bodies[self.cleaned_data["body"]]

    def details(self) -> MeetingDetails:
        """Give what was filled in, as the action wants it."""
        kept = {name: self.cleaned_data[name] for name in _WhenAndWhere.base_fields}
        return MeetingDetails(**kept)


class MeetingForm(TermsForm, _WhenAndWhere):
    """Everything agreed about a meeting."""

    chair = forms.ModelChoiceField(
        label=_("Chair"), queryset=Person.objects.none(), required=False, empty_label=_("Not known")
    )
    secretary = forms.ModelChoiceField(
        label=_("Secretary"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("Not known"),
    )
    note = forms.CharField(
        label=_("Note for readers"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For instance what is not known yet. Everyone who sees the meeting reads it."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None = None, *, meeting: Meeting) -> None:
        super().__init__(data, initial=_initial_of(meeting))
        stored = Q(pk__in=[meeting.chair_id or 0, meeting.secretary_id or 0])
        seated = Q(seats__body=meeting.body_id) | Q(deputy_seats__body=meeting.body_id)
        people = Person.objects.filter(stored | seated).distinct()
        for name in ["chair", "secretary"]:
            offer(self, name, people.order_by("function"))

    def details(self) -> MeetingDetails:
        """Give what was filled in, as the action wants it."""
        aside = {"version", *TermsForm.base_fields}
        kept = {name: value for name, value in self.cleaned_data.items() if name not in aside}
        return MeetingDetails(**kept, terms=self.terms())


def _initial_of(meeting: Meeting) -> dict[str, object]:
    return {
        "date": meeting.date,
        "last_day": meeting.last_day,
        "starts_at": meeting.starts_at,
        "ends_at": meeting.ends_at,
        "place": meeting.place,
        "chair": meeting.chair_id,
        "secretary": meeting.secretary_id,
        "note": meeting.note,
        "papers_due_days": meeting.papers_due_days,
        "freeze_days": meeting.freeze_days,
        "version": meeting.version,
    }


class ItemForm(ChoosesReaders, KeepsHiddenChoices):
    """One agenda item; the last part counts for restricted items only."""

    label = forms.CharField(label=_("Label"), max_length=10)
    title = forms.CharField(label=_("Title"), max_length=200)
    kind = forms.ChoiceField(label=_("What is asked"), choices=ItemKind, initial=ItemKind.DISCUSS)
    planned_minutes = forms.IntegerField(
        label=_("Planned minutes"), min_value=0, max_value=600, required=False
    )
    proposal = forms.ModelChoiceField(
        label=_("Proposal"),
        queryset=Proposal.objects.none(),
        required=False,
        empty_label=_("No proposal"),
    )
    presenters = forms.CharField(
        label=_("Who presents it, by function"), max_length=200, required=False
    )
    sender = forms.CharField(
        label=_("Announcement from"),
        max_length=100,
        required=False,
        help_text=_("Police, prosecutor, a portfolio. What comes from one sender stands together."),
    )
    asked_by = forms.ModelChoiceField(
        label=_("At the request of"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("Nobody in particular"),
    )
    asked_in = forms.ModelChoiceField(
        label=_("Asked in"),
        queryset=Meeting.objects.none(),
        required=False,
        empty_label=_("No earlier meeting"),
    )
    origin = forms.CharField(label=_("Other origin, in words"), max_length=200, required=False)
    planned_openness = forms.ChoiceField(
        label=_("Who may see this"),
        choices=Openness,
        initial=Openness.NETWORK,
        widget=forms.RadioSelect,
        help_text=_("Public starts when the agenda goes out. Closing works at once."),
    )
    reason = forms.CharField(
        label=_("Reason for the restriction"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    ground = forms.ChoiceField(
        label=_("Ground in the law"),
        required=False,
        choices=[("", _("Choose a ground")), *Ground.choices],
    )
    imposed_by = forms.ModelChoiceField(
        label=_("Decision that imposes it"),
        queryset=Decision.objects.none(),
        required=False,
        empty_label=_("Choose a decision"),
    )
    ends_on = day_field(label=_("Look at it again on"), required=False)
    readers = forms.ModelMultipleChoiceField(
        label=_("Who may read it"),
        queryset=Person.objects.none(),
        required=False,
        widget=ReaderChoices,
        help_text=_("Whoever saves this is always among the readers."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    RESTRICTION = ("reason", "ground", "imposed_by", "ends_on", "readers")

    def __init__(
        self,
        *args: Any,
        meeting: Meeting,
        actor: Actor,
        item: AgendaItem | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if item is not None:
            imposed_by = item.restriction.imposed_by if item.restriction else None
            self.stored = {"proposal": item.proposal, "imposed_by": imposed_by}
            self.stored |= {"asked_by": item.asked_by, "asked_in": item.asked_in}
        body = meeting.body
        sent = RouteStep.objects.filter(body=body, sent_on__isnull=False)
        lying = Q(body__network=body.network_id) | Q(pk__in=sent.values("proposal"))
        proposals = Proposal.objects.visible_to(actor).filter(lying)
        people = Person.objects.filter(seats__body__network=body.network_id).distinct()
        offer(self, "proposal", proposals.order_by("register_number"))
        offer(
            self,
            "imposed_by",
            Decision.objects.visible_to(actor).filter(body=body).select_related("body"),
        )
        offer(self, "readers", people.order_by("function"))
        offer(self, "asked_by", people.order_by("function"))
        offer(self, "asked_in", earlier_meetings(meeting, actor=actor))
        self.fields["label"].widget.attrs |= {"list": "labels", "autocomplete": "off"}
        frozen = [meeting] if meeting.is_frozen_on(actor.today) else []
        ask_why_late(self, frozen)

    def clean(self) -> dict[str, Any]:
        """Ask the particulars of a restriction only where there is one."""
        cleaned = super().clean()
        if cleaned.get("planned_openness") == Openness.RESTRICTED:
            for name in self.RESTRICTION[:-1]:
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("A restricted item needs this."))
        return cleaned

    def details(self) -> ItemDetails:
        """Give what was filled in, as the action wants it."""
        cleaned = self.cleaned_data
        kept = {
            name: value
            for name, value in cleaned.items()
            if name not in {*self.RESTRICTION, "version", "kind", "planned_openness"}
        }
        openness = Openness(cleaned["planned_openness"])
        restriction = None
        if openness == Openness.RESTRICTED:
            restriction = RestrictionDetails(
                **{name: cleaned[name] for name in ("reason", "imposed_by", "ends_on")},
                ground=Ground(cleaned["ground"]),
                readers=list(cleaned["readers"]),
            )
        return ItemDetails(
            **kept,
            kind=ItemKind(cleaned["kind"]),
            planned_openness=openness,
            restriction=restriction,
        )

    @staticmethod
    def initial_of(item: AgendaItem) -> dict[str, object]:
        """Give an item as it stands."""
        initial: dict[str, object] = {
            name: getattr(item, name)
            for name in (
                *("label", "title", "kind", "planned_minutes", "origin", "version"),
                *("presenters", "sender", "asked_by_id", "asked_in_id"),
            )
        }
        initial |= {"asked_by": initial.pop("asked_by_id"), "asked_in": initial.pop("asked_in_id")}
        initial |= {"proposal": item.proposal_id, "planned_openness": item.planned_openness}
        if item.restriction is not None:
            initial |= {
                "reason": item.restriction.reason,
                "ground": item.restriction.ground,
                "imposed_by": item.restriction.imposed_by_id,
                "ends_on": item.restriction.ends_on,
                "readers": [person.pk for person in item.restriction.readers.all()],
            }
        return initial


class CloseForm(forms.Form):
    """Who may still see an item that was public."""

    to = forms.ChoiceField(
        label=_("Who may see this from now on"),
        choices=[(level.value, level.label) for level in (Openness.NETWORK, Openness.BODY)],
        initial=Openness.NETWORK,
        widget=forms.RadioSelect,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReportForm(forms.Form):
    """What was said on an item, apart from what was decided."""

    minutes = forms.CharField(
        label=_("Report"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("What was said. What was decided has its own page."),
    )
    conclusion = forms.CharField(
        label=_("Conclusion of the chair"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
