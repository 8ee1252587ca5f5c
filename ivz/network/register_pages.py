"""The register pages of a network; subjects add theirs when the program starts."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, kw_only=True)
class RegisterPage:
    """One page of the registers, at a place counted from the left.

    Its address takes the slug of the network as ``network_slug``.
    """

    position: int
    label: str | Promise
    url_name: str


_pages: dict[str, RegisterPage] = {}


def register_register_page(page: RegisterPage) -> None:
    """Put ``page`` among the registers."""
    _pages[page.url_name] = page


def register_pages() -> list[RegisterPage]:
    """Give the pages from left to right."""
    return sorted(_pages.values(), key=lambda page: page.position)
