"""Remembering the address of a page; a list of fifty rows asks Django for two hundred of them.

An address follows from the name of the page and what is filled in, and from nothing else: no
right and no row is looked at.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django import urls
from django.conf import settings
from django.urls import base, get_script_prefix, get_urlconf
from django.urls.base import reverse as find_address
from django.utils.safestring import SafeString

PLAIN = {str, int, SafeString}


def reverse(
    viewname: Any,
    urlconf: Any = None,
    args: Sequence[Any] | None = None,
    kwargs: dict[str, Any] | None = None,
    current_app: str | None = None,
    **more: Any,
) -> str:
    """Give the address of a page, as ``django.urls.reverse`` does."""
    parts = (viewname, *(args or ()))
    if urlconf or kwargs or more or not PLAIN.issuperset(map(type, parts)):
        return find_address(viewname, urlconf, args, kwargs, current_app, **more)
    root = get_urlconf() or settings.ROOT_URLCONF
    return _found(root, get_script_prefix(), current_app, *parts)


@lru_cache(maxsize=5_000, typed=True)
def _found(
    root: str, _prefix: str, current_app: str | None, viewname: str, *args: str | int
) -> str:
    return find_address(viewname, root, args=args, current_app=current_app)


def remember_addresses() -> None:
    """Let whoever asks an address from now on get the one that is remembered."""
    for module in (urls, base):
        module.reverse = reverse  # type: ignore[attr-defined]
