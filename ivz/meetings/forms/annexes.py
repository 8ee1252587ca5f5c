"""Forms for what hangs on a proposal or a meeting."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ivz.accounts.models import User
from ivz.authorization.openness import Openness
from ivz.documents.forms import DocumentField
from ivz.documents.intake import title_from
from ivz.meetings.actions.annexes import AnnexDetails
from ivz.meetings.forms.lateness import LATE_REASON, ask_why_late
from ivz.meetings.models import Annex, Meeting
from ivz.network.models import Person

LEVELS = [choice for choice in Openness.choices if choice[0] != Openness.RESTRICTED]


def _levels() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=gettext_lazy("Who may see this"),
        choices=LEVELS,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Never more than who may see what it belongs to. Public waits until somebody "
            "publishes; closing works at once."
        ),
    )


def _sender() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Came in from"),
        max_length=100,
        required=False,
        help_text=gettext_lazy(
            "Only for a letter or paper from outside. At “Incoming papers” the agenda then says "
            "at which item it is discussed."
        ),
    )


class NewAnnexForm(forms.Form):
    """A file, a title, or both."""

    file = DocumentField(required=False)
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=200,
        required=False,
        help_text=gettext_lazy(
            "Empty: the name of the file. Without a file the title stands there by itself."
        ),
    )
    sender = _sender()
    planned_openness = _levels()

    def __init__(self, *args: Any, frozen: Sequence[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_why_late(self, frozen, is_certain=True)

    def clean(self) -> dict[str, Any]:
        """Take the title of the file where none was given."""
        cleaned = self.cleaned_data
        chosen = cleaned.get("file")
        if not cleaned.get("title") and chosen:
            cleaned["title"] = title_from(chosen.name or "")
        if not cleaned.get("title") and "file" not in self.errors:
            self.add_error("title", _("Choose a file or give a title."))
        return cleaned

    def details(self) -> AnnexDetails:
        """Give what was filled in, as the action wants it."""
        return _details(self.cleaned_data)

    def content(self) -> bytes | None:
        """Give the file, where one was chosen."""
        chosen = self.cleaned_data["file"]
        return chosen.read() if chosen else None


class AnnexForm(forms.Form):
    """Title and openness of an annex; a restricted one opens by lifting its secrecy, not here."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    sender = _sender()
    planned_openness = _levels()
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, annex: Annex, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if annex.restriction_id is not None:
            del self.fields["planned_openness"]

    @staticmethod
    def initial_of(annex: Annex) -> dict[str, object]:
        """Give an annex as it stands."""
        return {name: getattr(annex, name) for name in AnnexForm.base_fields}

    def details(self) -> AnnexDetails:
        """Give what was filled in, as the action wants it."""
        return _details(self.cleaned_data)


def _details(cleaned: dict[str, Any]) -> AnnexDetails:
    planned = Openness(cleaned.get("planned_openness", Openness.RESTRICTED))
    return AnnexDetails(
        title=cleaned["title"],
        sender=cleaned["sender"],
        planned_openness=planned,
        late_reason=cleaned.get(LATE_REASON, ""),
    )


class NewVersionForm(forms.Form):
    """A file that takes the place of another; on a public annex with a confirmation."""

    file = DocumentField()
    is_public_at_once = forms.BooleanField(
        label=gettext_lazy("Everyone can read the new file at once"), required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, annex: Annex, frozen: Sequence[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "file_%s", **kwargs})
        ask_why_late(self, frozen, is_certain=True)
        self.initial["version"] = annex.version
        if annex.effective_openness != Openness.PUBLIC:
            del self.fields["is_public_at_once"]


class LinkForm(forms.Form):
    """For whom a link is made; on a public annex for everybody."""

    person = forms.ModelChoiceField(
        label=gettext_lazy("For whom"),
        queryset=Person.objects.none(),
        empty_label=gettext_lazy("Choose somebody"),
        error_messages={"required": gettext_lazy("Choose for whom the link is.")},
    )

    def __init__(self, *args: Any, annex: Annex, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "link_%s", **kwargs})
        if annex.effective_openness == Openness.PUBLIC:
            del self.fields["person"]
            return
        field = self.fields["person"]
        if isinstance(field, forms.ModelChoiceField):
            seated = Person.objects.filter(
                seats__body__network=annex.body.network_id, user__is_active=True
            )
            field.queryset = seated.distinct().order_by("function")

    def account(self) -> User | None:
        """Give whom the link is bound to, None where everybody may read it."""
        person: Person | None = self.cleaned_data.get("person")
        return person.user if person else None
