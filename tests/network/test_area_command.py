"""The command that imports areas, and the texts on how municipalities came to be."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from ivz.network.models import Area, AreaLink, AreaPopulation, AreaSuccession
from tests.factories import AreaFactory

pytestmark = pytest.mark.django_db
MERGED = date(2018, 1, 1)
MERGER = "predecessor,successor,on,source\nGM0196,GM0299,2018-01-01,CBS\n"
TEXTS = (
    "gm,naam,herkomst\n"
    "GM0304,Neerijnen,Ontstaan per 01-01-1978\n"
    "GM0299,Zevenaar,Gemeentelijke herindeling per 01-01-2018; Begindatum voor 1830\n"
    "GM1700,Twenterand,Naamswijziging per 01-06-2002; Zomaar per 31-02-2001\n"
    "GM9999,Elders,Begindatum 02-01-1839\n"
)


@pytest.fixture
def merging():
    """Rijnwaarden and Zevenaar in one district, about to merge."""
    district = AreaFactory(code="midden", kind="district")
    gone = AreaFactory(code="GM0196", name="Rijnwaarden")
    stays = AreaFactory(code="GM0299", name="Zevenaar")
    for area in (gone, stays):
        AreaLink.objects.create(area=area, parent=district)
    return gone, stays


def run(path, *options):
    out = StringIO()
    call_command("areas", "import", str(path), *options, stdout=out)
    return out.getvalue()


def test_a_dry_run_shows_what_would_change_and_stores_nothing(merging, tmp_path):
    path = tmp_path / "herindelingen.csv"
    path.write_text(MERGER)

    told = run(path, "--dry-run")

    assert "Gebieden beëindigd: 1\n  GM0196 Rijnwaarden, laatste dag 31 december 2017" in told
    assert "Herindelingen erbij: 1" in told
    assert "daarna 1" in told
    assert "Proef: er is niets opgeslagen." in told
    assert not AreaSuccession.objects.exists()


def test_the_import_stores_what_the_dry_run_showed(merging, tmp_path):
    path = tmp_path / "herindelingen.csv"
    path.write_text(MERGER)
    dry = run(path, "--dry-run")

    stored = run(path)

    assert stored.splitlines()[:-1] == dry.splitlines()[:-1]
    assert AreaSuccession.objects.exists()


def test_every_problem_is_told_with_its_line(tmp_path):
    path = tmp_path / "gebieden.csv"
    path.write_text("code,name,kind\nGM1,A,dorp\nGM1,B,municipality\n")

    with pytest.raises(CommandError, match=r"(?s)Regel 2.*Regel 3"):
        run(path)


def test_a_merger_that_loses_inhabitants_is_asked_about_and_the_answer_is_kept(merging, tmp_path):
    for area, day, inhabitants in zip(
        [*merging, merging[1]], [2017, 2017, 2019], [10_000, 30_000, 37_999], strict=True
    ):
        AreaPopulation.objects.create(
            area=area, on=date(day, 1, 1), inhabitants=inhabitants, source="CBS"
        )
    path = tmp_path / "herindelingen.csv"
    path.write_text(MERGER)

    with pytest.raises(CommandError, match=r"(?s)samen 40000.*heeft 37999.*--accept-loss"):
        run(path)
    assert not AreaSuccession.objects.exists()
    run(path, "--accept-loss", "Grenscorrectie met Montferland")

    assert "Grenscorrectie met Montferland" in AreaSuccession.objects.get().source


def test_a_second_district_on_one_day_is_refused_with_what_to_do(merging, tmp_path):
    AreaFactory(code="zuid", name="Zuid", kind="district")
    path = tmp_path / "plaatsen.csv"
    path.write_text("child,parent,valid_from,valid_until\nGM0299,zuid,2016-01-01,\n")

    with pytest.raises(
        CommandError, match=r"ligt op 1 januari 2016 in .* Beëindig eerst het eerdere"
    ):
        run(path)
    assert AreaLink.objects.count() == 2


def test_a_file_that_is_not_there_is_told_in_one_line(tmp_path):
    with pytest.raises(CommandError, match=r"weg\.csv"):
        run(tmp_path / "weg.csv")


def test_a_known_municipality_gets_the_day_it_came_into_being(tmp_path):
    for code in ("GM0304", "GM0299", "GM1700"):
        AreaFactory(code=code)

    path = tmp_path / "herkomst.csv"
    path.write_text(TEXTS)

    told = run(path).splitlines()

    began = dict(Area.objects.values_list("code", "valid_from"))
    assert began == {"GM0304": date(1978, 1, 1), "GM0299": None, "GM1700": None}
    assert "4 teksten gelezen." in told
    assert any("Regel 4" in line and "Zomaar per 31-02-2001" in line for line in told)
    assert any(line.startswith("1 gebieden zijn hier niet bekend") for line in told)


def test_unknown_ones_are_added_only_when_asked(tmp_path):
    path = tmp_path / "herkomst.csv"
    path.write_text(TEXTS)

    run(path, "--add-unknown")

    assert Area.objects.get(code="GM9999").valid_from == date(1839, 1, 2)
    assert Area.objects.count() == 4
