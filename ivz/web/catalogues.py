"""Looking a sentence up in one catalogue, not in that of each app in turn.

Django keeps catalogues apart whose rules for plurals differ. It compares such a rule with
something else (5.2), so that none are ever alike: a sentence was looked for in 26 catalogues.
"""

from gettext import NullTranslations
from typing import Any

from django.utils.translation import trans_real


class MergedCatalogue(trans_real.TranslationCatalog):
    """The sentences of all apps in a language; a later app still comes before an earlier one."""

    _catalogs: list[dict[Any, str]]
    _plurals: list[Any]

    def update(self, trans: NullTranslations) -> None:
        """Add the sentences of an app to those whose plurals are made alike."""
        plural: Any = trans.plural  # type: ignore[attr-defined]
        if plural.__code__ == self._plurals[0].__code__:
            self._catalogs[0].update(trans._catalog)  # type: ignore[attr-defined]  # noqa: SLF001
        else:
            super().update(trans)


def merge_catalogues() -> None:
    """Let every language that is read from now on be kept so."""
    trans_real.TranslationCatalog = MergedCatalogue  # type: ignore[misc]
