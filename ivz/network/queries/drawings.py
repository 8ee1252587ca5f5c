"""The structure of a network as a drawing: bodies in layers, and what ties them.

Policy: docs/policy/registers.md#drawing
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ivz.network.addresses import body_url
from ivz.network.drawing import Band, Box, Drawing, Line, draw, draw_for_paper
from ivz.network.models import Body, BodyRelation, Network, Seat, in_force
from ivz.network.models.bodies import BodyStatus
from ivz.network.wording import relation_line

SCREEN_COLUMNS = 5
NO_BREAK = "\u00a0"


@dataclass(frozen=True, kw_only=True)
class BodyInLayer:
    """A body with how many seats it has, and what it is to other bodies."""

    body: Body
    seats: int
    open_seats: int
    relations: Sequence[BodyRelation]
    is_outside: bool

    @cached_property
    def url(self) -> str:
        """Where the page of the body is."""
        return body_url(self.body)

    @cached_property
    def notes(self) -> list[str]:
        """What stands in its box beneath the name."""
        notes = [f"{self.body.get_status_display()} · {self.seats_in_words}"]
        return [*notes, self.body.network.name] if self.is_outside else notes

    @cached_property
    def seats_in_words(self) -> str:
        """How many seats, and how many of them wait for somebody."""
        if not self.seats:
            return _("no seat on record")
        seats = ngettext("%(count)s seat", "%(count)s seats", self.seats) % {"count": self.seats}
        if not self.open_seats:
            return seats
        waiting = ngettext("%(count)s open", "%(count)s open", self.open_seats)
        return f"{seats}, {(waiting % {'count': self.open_seats}).replace(' ', NO_BREAK)}"


@dataclass(frozen=True, kw_only=True)
class Layer:
    """Bodies that stand beside one another."""

    title: str
    rows: Sequence[BodyInLayer]


@dataclass(frozen=True)
class NetworkDrawing:
    """The bodies of a network on a day, with the bodies outside it to which they are tied."""

    network: Network
    on: date
    layers: Sequence[Layer]
    relations: Sequence[BodyRelation]

    @property
    def title(self) -> str:
        """What is drawn, and for which day."""
        day = date_format(self.on, "j F Y").replace(" ", NO_BREAK)
        return _("Structure of %(network)s on %(day)s") % {"network": self.network, "day": day}

    @cached_property
    def rows(self) -> list[BodyInLayer]:
        """Every body drawn, from the top."""
        return [row for layer in self.layers for row in layer.rows]

    @cached_property
    def on_screen(self) -> Drawing:
        """Everything at its place for a screen."""
        return draw(self._bands, self._lines, columns=SCREEN_COLUMNS)

    @cached_property
    def on_paper(self) -> Drawing:
        """Everything at its place for a sheet of A3."""
        return draw_for_paper(self._bands, self._lines)

    @property
    def _bands(self) -> list[Band]:
        return [
            Band(title=layer.title, boxes=[_box(row) for row in layer.rows])
            for layer in self.layers
        ]

    @property
    def _lines(self) -> list[Line]:
        return [
            Line(
                source=relation.body_id,
                target=relation.other_id,
                label=relation_line(relation.kind),
                kind=relation.kind,
            )
            for relation in self.relations
        ]


def _box(row: BodyInLayer) -> Box:
    return Box(
        key=row.body.pk,
        name=row.body.name,
        notes=row.notes,
        url=row.url,
        kind="outside" if row.is_outside else row.body.status,
    )


def drawings(network: Network, *, on: date) -> list[NetworkDrawing]:
    """Give the drawing of ``network`` on a day, then one for each network within it.

    Together they hold every body and every relation in force, and no other; a relation
    over the border of two of these networks stands in the drawing of both. Four queries.
    """
    networks = [network, *network.children.order_by("name")]
    ids = [each.pk for each in networks]
    relations = list(
        BodyRelation.objects.filter(
            in_force(on),
            in_force(on, prefix="body__"),
            in_force(on, prefix="other__"),
            Q(body__network__in=ids) | Q(other__network__in=ids),
        )
        .select_related("body__network", "other__network")
        .order_by("body__name", "kind", "other__name", "pk")
    )
    own = list(
        Body.objects.filter(in_force(on), network__in=ids)
        .select_related("network")
        .order_by("name", "pk")
    )
    seats = _seat_counts([*own, *_ends(relations)], on=on)
    drawn = [_network_drawing(each, on, own, relations, seats) for each in networks]
    return [each for each in drawn if each.network == network or each.rows]


def _ends(relations: Iterable[BodyRelation]) -> list[Body]:
    return [end for relation in relations for end in (relation.body, relation.other)]


def _seat_counts(bodies: Iterable[Body], *, on: date) -> dict[int, tuple[int, int]]:
    counted = (
        Seat.objects.filter(in_force(on), is_revoked=False, body__in={body.pk for body in bodies})
        .values("body")
        .annotate(seats=Count("pk"), open_seats=Count("pk", filter=Q(person=None)))
    )
    return {row["body"]: (row["seats"], row["open_seats"]) for row in counted}


def _network_drawing(
    network: Network,
    on: date,
    bodies: Sequence[Body],
    relations: Sequence[BodyRelation],
    seats: dict[int, tuple[int, int]],
) -> NetworkDrawing:
    touching = [
        relation
        for relation in relations
        if network.pk in (relation.body.network_id, relation.other.network_id)
    ]
    going_out = defaultdict(list)
    for relation in touching:
        going_out[relation.body_id].append(relation)

    def row(body: Body) -> BodyInLayer:
        count, waiting = seats.get(body.pk, (0, 0))
        return BodyInLayer(
            body=body,
            seats=count,
            open_seats=waiting,
            relations=going_out[body.pk],
            is_outside=body.network_id != network.pk,
        )

    own = [row(body) for body in bodies if body.network_id == network.pk]
    ends = {body.pk: body for body in _ends(touching) if body.network_id != network.pk}
    outside = [row(body) for body in sorted(ends.values(), key=lambda body: body.name)]
    return NetworkDrawing(network, on, _layers(network, own, outside), touching)


def _layers(
    network: Network, own: Sequence[BodyInLayer], outside: Sequence[BodyInLayer]
) -> list[Layer]:
    """Put what lies above the network on top, then its own bodies by what they do."""
    within = [row for row in outside if row.body.network.parent_id == network.pk]
    above = [row for row in outside if row.body.network.parent_id != network.pk]
    layers = [Layer(title=_("Around this network"), rows=above)]
    layers += [
        Layer(title=str(status.label), rows=[row for row in own if row.body.status == status])
        for status in BodyStatus
    ]
    layers.append(Layer(title=_("Networks within it"), rows=within))
    return [layer for layer in layers if layer.rows]
