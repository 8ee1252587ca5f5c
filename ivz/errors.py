"""Refusals that every subject shares."""

from collections.abc import Callable
from typing import ParamSpec

from django.core.exceptions import BadRequest, PermissionDenied

P = ParamSpec("P")


class RuleBroken(Exception):
    """The rules do not allow this now; the message is translated, for the user.

    ``field`` names what has to be mended, where that is one field of the row.
    """

    def __init__(self, message: str, *, field: str = "") -> None:
        self.field = field
        super().__init__(message)


class AddressMisread(BadRequest):
    """The address asks for what cannot be; the message is translated, for the reader."""


def passes(check: Callable[P, None], *args: P.args, **kwargs: P.kwargs) -> bool:
    """Tell whether ``check`` would let the user through, for showing a button."""
    return refusal(check, *args, **kwargs) is None


def refusal(check: Callable[P, None], *args: P.args, **kwargs: P.kwargs) -> str | None:
    """Give the reason why ``check`` refuses, or None where it lets the user through.

    A missing right gives an empty text: the page then shows no button at all;
    a broken rule gives the sentence that tells what to do first.
    """
    try:
        check(*args, **kwargs)
    except PermissionDenied:
        return ""
    except RuleBroken as broken:
        return str(broken)
    return None
