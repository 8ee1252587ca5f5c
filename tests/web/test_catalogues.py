"""A sentence is looked up in one catalogue, and by the rules that Django keeps."""

from gettext import GNUTranslations, c2py

from django.utils.translation import ngettext, override, trans_real

from ivz.web.catalogues import MergedCatalogue

OTHER_RULES_AT_MOST = 3


def sentences(plural="n != 1", **found):
    catalogue = GNUTranslations()
    catalogue._catalog, catalogue.plural = found, c2py(plural)
    return catalogue


def test_the_sentences_of_all_apps_stand_in_one_catalogue():
    catalogues = trans_real.translation("nl")._catalog._catalogs

    assert len(catalogues) <= OTHER_RULES_AT_MOST
    assert max(map(len, catalogues)) > sum(map(len, catalogues)) / 2


def test_of_two_apps_with_one_sentence_the_later_read_counts():
    merged = MergedCatalogue(sentences(yes="ja", no="nee"))

    merged.update(sentences(yes="jawel"))

    assert (merged["yes"], merged["no"], len(merged._catalogs)) == ("jawel", "nee", 1)


def test_another_rule_for_plurals_keeps_its_own_catalogue():
    merged = MergedCatalogue(sentences(yes="ja"))

    merged.update(sentences("n > 1", yes="oui"))

    assert (merged["yes"], len(merged._catalogs)) == ("oui", 2)


def test_singular_and_plural_are_told_apart():
    with override("nl"):
        told = [ngettext("%(count)s minute", "%(count)s minutes", count) for count in (1, 2)]

    assert told[0] != told[1]
