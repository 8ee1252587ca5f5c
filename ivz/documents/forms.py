"""The field in which people choose a document."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ivz.documents.intake import FileRefused, check_size

ACCEPTED = ".pdf,.odt,.ods,.odp,.docx,.xlsx,.pptx,.png,.jpg,.jpeg,.mp4"


class DocumentField(forms.FileField):
    """A file to take in; what it is is looked at by the action, by content.

    Policy: docs/policy/documents.md#kinds
    """

    widget = forms.FileInput(attrs={"accept": ACCEPTED})
    default_error_messages = {
        "required": gettext_lazy("Choose a file."),
        "empty": gettext_lazy("This file is empty. Choose another one."),
        "missing": gettext_lazy("Choose a file."),
        "invalid": gettext_lazy("The file did not arrive. Choose it again."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(label=options.pop("label", gettext_lazy("File")), **options)

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        """Say what is accepted, and what happens to names in it."""
        bound = super().get_bound_field(form, field_name)
        bound.help_text = _(
            "PDF, office file (ODT, ODS, ODP, DOCX, XLSX, PPTX), picture (PNG, JPEG) or film "
            "(MP4), at most %(megabytes)s MB. Names of makers, places and other hidden properties "
            "are taken out."
        ) % {"megabytes": settings.DOCUMENT_MEGABYTES}
        return bound

    def clean(self, data: Any, initial: Any = None) -> "UploadedFile[Any] | None":
        """Refuse what is empty or too large before it is looked at."""
        found: UploadedFile[Any] | None = super().clean(data, initial)
        if found:
            try:
                check_size(found.size or 0)
            except FileRefused as refused:
                raise ValidationError(str(refused)) from refused
        return found
