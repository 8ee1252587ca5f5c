"""Kinds of files that are taken in, and what the audit trail records about documents."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FileKind(models.TextChoices):
    """A kind of file, told by its content; the value is the media type."""

    PDF = "application/pdf", _("PDF")
    ODT = "application/vnd.oasis.opendocument.text", _("ODT text")
    ODS = "application/vnd.oasis.opendocument.spreadsheet", _("ODS spreadsheet")
    ODP = "application/vnd.oasis.opendocument.presentation", _("ODP presentation")
    DOCX = (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _("Word text"),
    )
    XLSX = (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _("Excel spreadsheet"),
    )
    PPTX = (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        _("PowerPoint presentation"),
    )
    PNG = "image/png", _("PNG picture")
    JPEG = "image/jpeg", _("JPEG picture")
    MP4 = "video/mp4", _("MP4 film")

    @property
    def suffix(self) -> str:
        """What stands after the point in the name of such a file."""
        return "jpg" if self is FileKind.JPEG else self.name.lower()

    @property
    def can_be_shown(self) -> bool:
        """Whether what stands in such a file can be read in a page."""
        return self is not FileKind.MP4


class Remark(models.TextChoices):
    """What whoever adds a file should know about it; the values are stored."""

    COMMENTS = "comments", _("There are comments in this file; readers see them, without a name.")
    CHANGES = (
        "changes",
        _("There are tracked changes in this file: readers can see what was deleted."),
    )
    SIGNATURE = (
        "signature",
        _("The electronic signature in this file does not hold any more: personal data went out."),
    )


class ReadingResult(models.TextChoices):
    """How reading a file for the search went; the values are stored."""

    READ = "read", _("Its words can be searched.")
    PART = "part", _("Only the first part of its words can be searched.")
    NO_WORDS = "no-words", _("It holds no words that can be searched, only pictures.")
    UNREADABLE = "unreadable", _("Its text could not be read; it is found by its title.")


class Event(models.TextChoices):
    """What the audit trail records about documents; the values are stored."""

    ADDED = "document.added", _("Document added")
    REPLACED = "document.replaced", _("New version of a document added")
    REMOVED = "document.removed", _("Document removed for good")
    WORDS_READ = "document.words-read", _("Text of a document read for the search")
    INFECTED = "document.infected", _("A file with malware was refused")
