"""The drawing of the structure equals the registers, on a screen, on a phone and on paper."""

from datetime import date, timedelta
from io import BytesIO
from itertools import combinations, pairwise

import pikepdf
import pytest
from bs4 import BeautifulSoup

from ivz.clock.reading import move_to
from ivz.network.drawing import BOX_WIDTH, Band, Box, Line, draw, draw_for_paper
from ivz.network.drawing_text import width_of, wrapped
from ivz.network.models import BodyRelation
from ivz.network.models.bodies import BodyStatus, RelationKind, SeatState
from tests.factories import TODAY, BodyFactory, NetworkFactory, SeatFactory

A_DAY = timedelta(days=1)
PAGE = "/netwerk/twente/tekening/"


@pytest.fixture(autouse=True)
def _today(db, settings):
    settings.IS_EXAMPLE = True
    move_to(TODAY)


@pytest.fixture
def network():
    return NetworkFactory(slug="twente", name="Twente", parent=NetworkFactory(name="Oost"))


def page_of(client, address=PAGE):
    return BeautifulSoup(client.get(address).content, "html.parser")


def text_of(element):
    return " ".join(element.get_text(" ", strip=True).replace("\u00a0", " ").split())


def drawn_boxes(page):
    return [text_of(box) for box in page.select("svg a")]


def drawn_labels(page):
    return [text_of(label) for label in page.select("svg .d-label:not(.d-label--halo)")]


def listed_bodies(page):
    return [text_of(link) for link in page.select(".ivz-layers__body > a")]


def listed_relations(page):
    return [
        (text_of(body.a), text_of(line))
        for body in page.select(".ivz-layers__body")
        for line in body.select(".ivz-layers__lines li")
    ]


def tabled(page, caption):
    table = next(each for each in page.select("table") if text_of(each.caption) == caption)
    return [[text_of(cell) for cell in row.select("th, td")] for row in table.select("tbody tr")]


def relate(body, kind, other, **period):
    return BodyRelation.objects.create(body=body, kind=kind, other=other, **period)


def test_the_drawing_holds_every_body_and_relation_in_force_and_no_other(client, network):
    dvo = BodyFactory(network=network, name="DVO")
    platform = BodyFactory(network=network, name="Platform", status=BodyStatus.ADVISING)
    college = BodyFactory(network=network, name="Regionaal College", valid_until=TODAY)
    soon = BodyFactory(network=network, name="Straks", valid_from=TODAY + A_DAY)
    BodyFactory(name="Van elders")
    relate(platform, RelationKind.ADVISES, college)
    relate(soon, RelationKind.ADVISES, dvo)
    relate(platform, RelationKind.ADVISES, dvo)
    relate(dvo, RelationKind.COMMISSIONS, platform, valid_until=TODAY)
    relate(platform, RelationKind.REPORTS_TO, dvo, valid_from=TODAY + A_DAY)

    page = page_of(client)

    assert listed_bodies(page) == ["DVO", "Platform"]
    assert [box.split(" ")[0] for box in drawn_boxes(page)] == ["DVO", "Platform"]
    assert drawn_labels(page) == ["adviseert"]
    assert listed_relations(page) == [("Platform", "adviseert DVO")]
    assert [row[0] for row in tabled(page, "Overleggen")] == ["DVO", "Platform"]
    assert tabled(page, "Verbanden") == [["Platform", "adviseert", "DVO"]]


def test_one_changed_row_changes_the_drawing(client, network):
    dvo, board = BodyFactory(network=network, name="DVO"), BodyFactory(network=network, name="AB")
    relation = relate(dvo, RelationKind.INFORMS, board)
    before = drawn_labels(page_of(client))

    relation.kind = RelationKind.REPORTS_TO
    relation.save()
    board.name = "Algemeen Bestuur"
    board.save()

    page = page_of(client)
    assert (before, drawn_labels(page)) == (["informeert"], ["rapporteert aan"])
    assert "Algemeen Bestuur" in listed_bodies(page)
    assert len(page.select("svg .d-line")) == 1


def test_each_box_says_status_and_seats_and_leads_to_the_body(client, network):
    body = BodyFactory(network=network, slug="dvo", name="DVO", status=BodyStatus.DECIDING)
    SeatFactory(body=body)
    SeatFactory(body=body, person=None, state=SeatState.OPEN)
    SeatFactory(body=body, valid_until=TODAY)
    SeatFactory(body=body, is_revoked=True)

    box = page_of(client).select_one("svg a")

    assert text_of(box) == "DVO Besluitend · 2 zetels, 1 open"
    assert box["href"] == "/netwerk/twente/overleggen/dvo/"


def test_bodies_stand_in_layers_by_what_they_do(client, network):
    for name, status in [
        ("Werkgroep", BodyStatus.EXECUTING),
        ("Agendacommissie", BodyStatus.PREPARING),
        ("DVO", BodyStatus.DECIDING),
        ("Platform", BodyStatus.ADVISING),
    ]:
        BodyFactory(network=network, name=name, status=status)

    page = page_of(client)

    layers = [text_of(title) for title in page.select(".ivz-layers__title")]
    assert layers == ["Besluitend", "Adviserend", "Voorbereidend", "Uitvoerend"]
    assert listed_bodies(page) == ["DVO", "Platform", "Agendacommissie", "Werkgroep"]
    heights = {text_of(a).split(" ")[0]: int(a.rect["y"]) for a in page.select("svg a")}
    assert sorted(heights, key=heights.get) == listed_bodies(page)


def test_a_body_of_the_larger_network_stands_above_where_something_runs_to_it(client, network):
    dvo = BodyFactory(network=network, name="DVO")
    rvo = BodyFactory(network=network.parent, name="RVO")
    BodyFactory(network=network.parent, name="Bestuurscollege")
    relate(dvo, RelationKind.REPORTS_TO, rvo)

    page = page_of(client)

    assert listed_bodies(page) == ["RVO", "DVO"]
    assert text_of(page.select_one(".ivz-layers__body--outside")).startswith("RVO")
    assert "Oost" in text_of(page.select_one(".ivz-layers__body--outside"))


def test_the_whole_unit_shows_its_own_drawing_and_one_of_each_network_within_it(client):
    unit = NetworkFactory(slug="oost", name="Oost-Nederland")
    rvo = BodyFactory(network=unit, name="RVO")
    for name in ("IJsselland", "Twente"):
        district = NetworkFactory(name=name, parent=unit)
        dvo = BodyFactory(network=district, name=f"DVO {name}")
        BodyFactory(network=district, name=f"Platform {name}", status=BodyStatus.ADVISING)
        relate(dvo, RelationKind.REPORTS_TO, rvo)

    sections = page_of(client, "/netwerk/oost/tekening/").select("section.ivz-drawing")

    assert [text_of(section.h2) for section in sections] == [
        "Oost-Nederland",
        "IJsselland",
        "Twente",
    ]
    assert listed_bodies(sections[0]) == ["RVO", "DVO IJsselland", "DVO Twente"]
    assert listed_bodies(sections[1]) == ["RVO", "DVO IJsselland", "Platform IJsselland"]


def test_the_drawing_is_that_of_the_reference_date(client, network):
    BodyFactory(network=network, name="Regionaal College", valid_until=date(2013, 1, 1))
    BodyFactory(network=network, name="DVO", valid_from=date(2013, 1, 1))

    page = page_of(client, f"{PAGE}?peildatum=2012-10-02")

    assert listed_bodies(page) == ["Regionaal College"]
    assert "2 oktober 2012" in text_of(page.select_one(".ivz-lead"))


def test_a_network_without_bodies_says_so(client, network):
    page = page_of(client)

    assert not page.select("svg.ivz-drawing__svg")
    assert "geen overleg van kracht" in text_of(page.select_one(".ivz-empty"))


def test_numbers_of_a_thousand_and_more_are_written_for_programs(client, network):
    for number in range(30):
        BodyFactory(network=network, name=f"Overleg {number}")

    sizes = page_of(client).select_one("svg.ivz-drawing__svg")["viewbox"].split()

    assert all(size.isdecimal() for size in sizes)
    assert int(sizes[2]) > 1000


def test_the_page_takes_as_many_queries_with_many_rows(
    client, network, django_assert_max_num_queries
):
    bodies = [BodyFactory(network=network) for _number in range(20)]
    for body, other in combinations(bodies[:8], 2):
        relate(body, RelationKind.ADVISES, other)
        SeatFactory(body=body)

    with django_assert_max_num_queries(12):
        page_of(client)


def test_on_paper_each_network_has_a_sheet_of_a3_and_its_tables(client, network):
    dvo = BodyFactory(network=network, name="DVO")
    relate(BodyFactory(network=network, name="Platform"), RelationKind.ADVISES, dvo)

    response = client.get("/netwerk/twente/tekening.pdf?peildatum=2016-10-10")

    assert response["Content-Type"] == "application/pdf"
    with pikepdf.open(BytesIO(response.content)) as document:
        width, height = (float(side) for side in document.pages[0].MediaBox[2:])
        assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (420, 297)
        assert (
            str(document.docinfo["/Title"]) == "Structuur van Twente op 10\u00a0oktober\u00a02016"
        )
        assert len(document.pages) == 2


def test_paper_of_a_network_without_bodies_says_so(client, network):
    assert client.get("/netwerk/twente/tekening.pdf").status_code == 200
    assert client.get("/netwerk/bestaat-niet/tekening.pdf").status_code == 404


def boxes_of(*names):
    return [
        Box(key=key, name=name, notes=["Besluitend"], url="/", kind="deciding")
        for key, name in names
    ]


def crowded():
    """Three layers in which every box is tied to several others, over layers and beside it."""
    bands = [
        Band(title="Boven", boxes=boxes_of((1, "Een"), (2, "Twee"), (3, "Drie"))),
        Band(title="Midden", boxes=boxes_of(*((key, f"Overleg {key}") for key in range(4, 12)))),
        Band(title="Onder", boxes=boxes_of(*((key, f"Groep {key}") for key in range(12, 20)))),
    ]
    ends = [(source, target) for source in range(2, 20) for target in range(1, source, 4)]
    lines = [Line(source=a, target=b, label="adviseert", kind="advises") for a, b in ends]
    return bands, lines


def corners(drawn):
    points = drawn.path.replace("M", "").replace("L", "").split()
    numbers = [int(number) for number in points]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


@pytest.mark.parametrize("columns", [1, 3, 5, 8])
def test_boxes_never_overlap_and_stay_on_the_sheet(columns):
    bands, lines = crowded()

    drawing = draw(bands, lines, columns=columns)

    for one, other in combinations(drawing.boxes, 2):
        beside = one.x + BOX_WIDTH <= other.x or other.x + BOX_WIDTH <= one.x
        beneath = one.y + one.height <= other.y or other.y + other.height <= one.y
        assert beside or beneath
    assert all(box.x + BOX_WIDTH <= drawing.width for box in drawing.boxes)
    assert all(box.y + box.height <= drawing.height for box in drawing.boxes)


@pytest.mark.parametrize("columns", [1, 3, 5, 8])
def test_lines_run_from_source_to_target_and_never_through_a_box(columns):
    bands, lines = crowded()

    drawing = draw(bands, lines, columns=columns)

    boxes = {drawn.box.key: drawn for drawn in drawing.boxes}
    assert len(drawing.lines) == len(lines)
    for drawn in drawing.lines:
        points = corners(drawn)
        assert touches(points[0], boxes[drawn.line.source])
        assert touches(points[-1], boxes[drawn.line.target])
        for box in drawing.boxes:
            assert not any(inside(point, box) for point in along(points))


def test_the_most_tied_of_those_beneath_one_box_stands_in_the_middle():
    platform, *groups = boxes_of((2, "Platform"), (3, "A"), (4, "B"), (5, "C"), (6, "D"))
    bands = [
        Band(title="Boven", boxes=boxes_of((1, "DVO"))),
        Band(title="Midden", boxes=[*groups, platform]),
        Band(title="Onder", boxes=boxes_of((7, "Werkgroep"))),
    ]
    ends = [(key, 1) for key in range(2, 7)] + [(7, 2)]
    lines = [Line(source=a, target=b, label="adviseert", kind="advises") for a, b in ends]

    places = {drawn.box.name: drawn.x for drawn in draw(bands, lines, columns=5).boxes}

    assert places["Platform"] == places["DVO"] == places["Werkgroep"]


def touches(point, box):
    x, y = point
    return box.x <= x <= box.x + BOX_WIDTH and y in {box.y, box.y + box.height}


def inside(point, box):
    x, y = point
    return box.x < x < box.x + BOX_WIDTH and box.y < y < box.y + box.height


def along(points):
    """Give every whole point that a line passes."""
    for (x1, y1), (x2, y2) in pairwise(points):
        assert x1 == x2 or y1 == y2
        for step in range(max(abs(x2 - x1), abs(y2 - y1)) + 1):
            yield x1 + step * ((x2 > x1) - (x2 < x1)), y1 + step * ((y2 > y1) - (y2 < y1))


def test_labels_beside_one_another_do_not_overlap():
    bands, lines = crowded()

    drawing = draw(bands, lines, columns=5)

    spans = [
        (drawn.label.y, drawn.label.x, drawn.label.x + width_of("adviseert", size=11.5))
        for drawn in drawing.lines
    ]
    for (y1, from1, to1), (y2, from2, to2) in combinations(spans, 2):
        assert y1 != y2 or to1 <= from2 or to2 <= from1


def test_paper_gets_the_number_of_columns_with_the_largest_letters():
    bands, lines = crowded()

    drawing = draw_for_paper(bands, lines)

    scale = min(396 / drawing.width, 238 / drawing.height)
    assert all(
        scale >= min(396 / other.width, 238 / other.height)
        for other in (draw(bands, lines, columns=columns) for columns in range(4, 10))
    )


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("DVO", ["DVO"]),
        ("Platform Integrale Veiligheid", ["Platform", "Integrale", "Veiligheid"]),
        ("1\u00a0open zetel", ["1\u00a0open zetel"]),
        ("Veiligheidsregiobestuurscommissie", ["Veiligheidsregi-", "obestuurscom-", "missie"]),
    ],
)
def test_names_break_between_words_and_long_words_are_cut(text, lines):
    assert wrapped(text, width=100, size=13) == lines
    assert all(width_of(line, size=13) <= 100 for line in lines)
