"""Documents and their versions; the files themselves lie under random names on disk."""

import secrets
from functools import reduce
from operator import or_
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from ivz.accounts.actors import Actor
from ivz.accounts.models import User
from ivz.accounts.written_filters import written_once
from ivz.documents.places import readable_places
from ivz.documents.states import FileKind, ReadingResult, Remark


def random_key() -> str:
    """Make a name that nobody can guess."""
    return secrets.token_hex(16)


class DocumentQuerySet(models.QuerySet["Document"]):
    """Documents, narrowed down in the words of the domain."""

    @written_once(by_group=True)
    def visible_to(self, actor: Actor) -> Self:
        """Keep the documents that hang on something ``actor`` may read.

        Policy: docs/policy/documents.md#where-documents-hang
        """
        hanging = [Q(pk__in=places.values("document")) for places in readable_places(actor)]
        return self.filter(reduce(or_, hanging, Q(pk__in=[])))


class Document(models.Model):
    """A paper that people made elsewhere, in one or more versions (Dutch: *document*).

    ``key`` is its address. What it hangs on says what it is called and who may read it.
    """

    key = models.CharField(max_length=32, unique=True, default=random_key, editable=False)

    objects = DocumentQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Document {self.pk}"

    def get_absolute_url(self) -> str:
        """Give the address of the newest version."""
        return reverse("documents:newest", args=[self.key])

    def get_preview_url(self) -> str:
        """Give the address of the page that shows what stands in the newest version."""
        return reverse("documents:preview", args=[self.key])


class Version(models.Model):
    """One file of a document, as it was kept (Dutch: *versie*).

    ``stored_as`` is its random name on disk; ``digest`` is the SHA-256 of what was written there.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    stored_as = models.CharField(max_length=32, unique=True, editable=False)
    kind = models.CharField(max_length=100, choices=FileKind)
    size_bytes = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    remarks = models.JSONField(default=list, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)
    added_on = models.DateField()
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="version_number_once"),
        ]

    def __str__(self) -> str:
        return f"Version {self.number} of document {self.document_id}"

    def get_absolute_url(self) -> str:
        """Give the address of this version."""
        return reverse("documents:version", args=[self.document.key, self.number])

    @property
    def file_kind(self) -> FileKind:
        """The kind of file, with the suffix of its name."""
        return FileKind(self.kind)

    @property
    def told_remarks(self) -> list[str]:
        """What whoever added it should know, in words."""
        return [str(Remark(each).label) for each in self.remarks]

    @property
    def told_reading(self) -> str:
        """What whoever added it should know about searching in it; empty where all is read."""
        read = getattr(self, "file_words", None)
        if read is None or read.result == ReadingResult.READ:
            return ""
        return str(ReadingResult(read.result).label)


class FileWords(models.Model):
    """The words of the newest file of a document, each once, for the search (Dutch: *woorden*).

    Who finds the document by them is who may read what it hangs on.
    Policy: docs/policy/search.md#files
    """

    version = models.OneToOneField(Version, on_delete=models.CASCADE, related_name="file_words")
    result = models.CharField(max_length=12, choices=ReadingResult)
    words = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "file words"

    def __str__(self) -> str:
        return f"Words of version {self.version_id}"
