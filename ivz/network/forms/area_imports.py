"""A file on areas as people send it, and their confirmation."""

import base64
import binascii
import zlib
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ivz.network.actions.areas_reading import Reading
from ivz.network.forms.upkeep import day_field
from ivz.tabular.reading import LARGEST_FILE_BYTES

LARGEST_PACKED = 2_000_000


class AreaImportForm(forms.Form):
    """A file, or the packed one of the trial, and what has to be known to read it."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("XLSX, CSV, GeoJSON or TopoJSON, at most 5 MB."),
        required=False,
    )
    packed = forms.CharField(
        widget=forms.HiddenInput, required=False, max_length=LARGEST_PACKED, strip=False
    )
    name = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)
    fingerprint = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    source = forms.CharField(
        label=gettext_lazy("Where does it come from?"),
        help_text=gettext_lazy("Stands with what is stored: “CBS, municipalities on 1 January”."),
        max_length=150,
        error_messages={"required": gettext_lazy("Say where the file comes from.")},
    )
    on = day_field(
        label=gettext_lazy("For which day do the inhabitants hold?"),
        help_text=gettext_lazy("Only for outlines with a number of inhabitants."),
        required=False,
    )
    adds_unknown = forms.BooleanField(
        label=gettext_lazy("Add municipalities that are not known here"),
        help_text=gettext_lazy("Only for the texts of CBS on mergers (gm, naam, herkomst)."),
        required=False,
    )
    accept_loss = forms.CharField(
        label=gettext_lazy("Why is it right that inhabitants are missing?"),
        required=False,
        max_length=150,
    )

    def clean(self) -> dict[str, Any]:
        """Take the new file, else the one that was tried out."""
        cleaned = self.cleaned_data
        uploaded = cleaned.get("file")
        if uploaded is not None and uploaded.size > LARGEST_FILE_BYTES:
            self.add_error("file", _("Choose a file of at most 5 MB."))
        elif uploaded is not None:
            cleaned |= {"content": uploaded.read(), "name": uploaded.name, "fingerprint": ""}
        elif cleaned.get("packed"):
            cleaned["content"] = self._unpacked(cleaned["packed"])
        else:
            self.add_error("file", _("Choose a file."))
        return cleaned

    def _unpacked(self, packed: str) -> bytes:
        """Give the file of the trial; a packed one that is broken has to be chosen again."""
        unpacking = zlib.decompressobj()
        try:
            content = unpacking.decompress(base64.b64decode(packed), LARGEST_FILE_BYTES)
        except (binascii.Error, zlib.error, ValueError):
            content = b""
        if not content or unpacking.unconsumed_tail:
            self.add_error("file", _("Choose a file."))
        return content

    def packed_content(self) -> str:
        """Give the file for the confirmation; empty where it is too large for that."""
        packed = base64.b64encode(zlib.compress(self.cleaned_data["content"])).decode()
        return packed if len(packed) <= LARGEST_PACKED else ""

    def reading(self) -> Reading:
        """Give how the file is to be read."""
        given = self.cleaned_data
        return Reading(source=given["source"], on=given["on"], adds_unknown=given["adds_unknown"])
