"""The page with all effects is made from the code."""

from django.core.management import call_command

from tests.architecture.tree import ROOT


def test_the_page_with_all_effects_is_up_to_date(capsys):
    call_command("effects")

    written = (ROOT / "docs" / "policy" / "effects.md").read_text()
    assert capsys.readouterr().out == written, "bin/ivz effects > docs/policy/effects.md"
