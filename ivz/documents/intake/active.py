"""Refusing what does something by itself, the same words for every kind of file."""

from django.utils.translation import gettext as _

from ivz.documents.intake.refusals import FileRefused


def has_program() -> FileRefused:
    """Say that a file holds a program."""
    return FileRefused(
        _(
            "There is a program (a macro or script) in this file. Save it without macros, or as "
            "PDF, and choose that one."
        )
    )


def has_embedded_file() -> FileRefused:
    """Say that a file holds another file."""
    return FileRefused(
        _(
            "Another file is packed inside this one. Take it out and add it as a document of its "
            "own; then choose this one again."
        )
    )


def fetches_from_elsewhere() -> FileRefused:
    """Say that a file fetches something when it opens."""
    return FileRefused(
        _(
            "This file fetches something from elsewhere when it opens, such as a linked picture "
            "or table. Put that into the file itself, or save it as PDF, and choose it again."
        )
    )
