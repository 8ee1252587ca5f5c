"""The main menu; subjects add their entry when the program starts."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise


@dataclass(frozen=True, kw_only=True)
class MenuEntry:
    """One entry of the main menu, at a place counted from the left."""

    position: int
    label: str | Promise
    url_name: str
    is_public: bool = True
    covers: tuple[str, ...] = ()
    """Addresses elsewhere that belong to this entry as well."""


@dataclass(frozen=True, kw_only=True)
class MenuItem:
    """A menu entry as the page shows it."""

    label: str
    url: str
    is_current: bool


_entries: dict[str, MenuEntry] = {}


def register_menu_entry(entry: MenuEntry) -> None:
    """Put ``entry`` in the main menu."""
    _entries[entry.url_name] = entry


def main_menu(path: str, *, is_signed_in: bool) -> list[MenuItem]:
    """Give the menu for a page at ``path``; visitors see the public entries only."""
    shown = sorted(_entries.values(), key=lambda entry: entry.position)
    urls = [(entry, reverse(entry.url_name)) for entry in shown if entry.is_public or is_signed_in]
    return [
        MenuItem(
            label=str(entry.label),
            url=url,
            is_current=_covers(entry, path),
        )
        for entry, url in urls
    ]


def _covers(entry: MenuEntry, path: str) -> bool:
    urls = [reverse(name) for name in (entry.url_name, *entry.covers)]
    return any(path == url or (url != "/" and path.startswith(url)) for url in urls)
