"""The attendance list as a form, and a pasted list filled in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ivz.meetings.models import Attendance, Meeting
from ivz.meetings.pasted.attendance import Candidate, Reading, names_in, normalised, read
from ivz.meetings.rules.attendance import SeatPresence, seat_name
from ivz.meetings.states import Presence
from ivz.network.models import Person, Seat
from ivz.web.requests import whole_number

MOST_NAMES = 200
LEAVE_OUT = "none"
_PRESENCE_OF = {"present": Presence.PRESENT, "absent": Presence.ABSENT_WITH_NOTICE}


@dataclass(frozen=True, kw_only=True)
class SeatRow:
    """The fields of one seat."""

    seat: Seat
    presence: forms.BoundField
    deputy: forms.BoundField


@dataclass(frozen=True, kw_only=True)
class Question:
    """The fields that ask whom a pasted name means."""

    words: forms.BoundField
    likely: forms.BoundField
    side: forms.BoundField
    person: forms.BoundField
    is_side_known: bool


class AttendanceForm(forms.Form):
    """One row of choices per seat, and one question per pasted name that is unclear."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    asked = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=0, max_value=MOST_NAMES
    )
    guests = forms.CharField(
        label=gettext_lazy("Guests"),
        help_text=gettext_lazy(
            "Who joined without a seat, by function, one per line: “Alderman for care, Almelo”. "
            "This stands on the decision list, so no names."
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    are_different_people = forms.BooleanField(
        label=gettext_lazy("These are two different people"), required=False
    )

    def __init__(
        self, *args: Any, seats: Sequence[Seat], deputies: Sequence[Person], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.seats = seats
        self.deputies = deputies
        for seat in seats:
            self.fields[f"presence_{seat.pk}"] = forms.ChoiceField(
                label=seat_name(seat),
                choices=[("", gettext_lazy("Not known yet")), *Presence.choices],
                required=False,
                widget=forms.RadioSelect,
            )
            self.fields[f"deputy_{seat.pk}"] = forms.CharField(
                label=_("Deputy of %(seat)s") % {"seat": seat.person},
                required=False,
                widget=forms.TextInput(attrs={"list": "deputies", "autocomplete": "off"}),
            )
        for number in range(self._count_asked()):
            self._add_question(number)

    def _count_asked(self) -> int:
        given = str(self.data.get("asked") if self.is_bound else self.initial.get("asked"))
        return min(whole_number(given), MOST_NAMES)

    def _add_question(self, number: int) -> None:
        people = {seat.person.pk: seat_name(seat) for seat in self.seats if seat.person}
        for name in ("words", "likely"):
            self.fields[f"{name}_{number}"] = forms.CharField(
                widget=forms.HiddenInput, required=False
            )
        self.fields[f"side_{number}"] = forms.ChoiceField(
            label=_("Present or absent?"),
            choices=[("present", _("Present")), ("absent", _("Absent with notice"))],
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose present or absent.")},
            required=False,
        )
        self.fields[f"person_{number}"] = forms.ChoiceField(
            label=_("Who is this?"),
            choices=[
                ("", _("Choose a seat, or leave the name out")),
                (LEAVE_OUT, _("Leave this name out")),
                *people.items(),
            ],
            required=False,
        )

    def rows(self) -> Iterator[SeatRow]:
        """Give the fields seat by seat."""
        for seat in self.seats:
            yield SeatRow(
                seat=seat, presence=self[f"presence_{seat.pk}"], deputy=self[f"deputy_{seat.pk}"]
            )

    def questions(self) -> Iterator[Question]:
        """Give the fields of each pasted name that is unclear."""
        for number in range(self._count_asked()):
            side = self[f"side_{number}"]
            yield Question(
                words=self[f"words_{number}"],
                likely=self[f"likely_{number}"],
                side=side,
                person=self[f"person_{number}"],
                is_side_known=side.value() in _PRESENCE_OF and not side.errors,
            )

    def clean(self) -> dict[str, Any]:
        """Look up deputies, and put the answers on pasted names in the list."""
        cleaned = self.cleaned_data
        for seat in self.seats:
            self._find_deputy(seat)
        for number in range(self._count_asked()):
            self._apply_answer(number)
        return cleaned

    def _find_deputy(self, seat: Seat) -> None:
        words = self.cleaned_data.get(f"deputy_{seat.pk}", "")
        is_deputised = self.cleaned_data.get(f"presence_{seat.pk}") == Presence.DEPUTISED
        self.cleaned_data[f"deputy_{seat.pk}"] = None
        if not is_deputised:
            return
        meant = [
            person
            for person in self.deputies
            if normalised(words) in {normalised(spelling) for spelling in person.spellings}
        ]
        if len(meant) == 1:
            self.cleaned_data[f"deputy_{seat.pk}"] = meant[0]
        else:
            self.add_error(
                f"deputy_{seat.pk}",
                _("Choose the deputy from the list: type part of the function."),
            )

    def _apply_answer(self, number: int) -> None:
        answer = self.cleaned_data.get(f"person_{number}", "")
        side = self.cleaned_data.get(f"side_{number}", "")
        if not answer:
            self.add_error(f"person_{number}", _("Choose who this is, or leave the name out."))
        elif answer != LEAVE_OUT and not side:
            self.add_error(f"side_{number}", _("Choose present or absent."))
        elif answer != LEAVE_OUT:
            for seat in self.seats:
                if str(seat.person_id) == answer:
                    self._set_presence(seat, _PRESENCE_OF[side], number)

    def _set_presence(self, seat: Seat, presence: Presence, number: int) -> None:
        stored = self.cleaned_data.get(f"presence_{seat.pk}")
        if stored and stored != presence:
            self.add_error(
                f"person_{number}",
                _("%(seat)s already stands below as %(presence)s. Change one of the two.")
                % {"seat": seat_name(seat), "presence": Presence(stored).label},
            )
        self.cleaned_data[f"presence_{seat.pk}"] = presence

    def guest_list(self) -> list[str]:
        """Give the guests, a function each."""
        lines = (" ".join(line.split()) for line in self.cleaned_data["guests"].splitlines())
        return [line for line in lines if line]

    def entries(self) -> list[SeatPresence]:
        """Give the list, without the seats of which nothing is known yet."""
        cleaned = self.cleaned_data
        return [
            SeatPresence(
                seat=seat,
                presence=Presence(cleaned[f"presence_{seat.pk}"]),
                deputy=cleaned[f"deputy_{seat.pk}"],
            )
            for seat in self.seats
            if cleaned[f"presence_{seat.pk}"]
        ]


def initial_of(meeting: Meeting, kept: Sequence[Attendance]) -> dict[str, object]:
    """Give the list as it is kept now; chair and secretary start as present."""
    initial: dict[str, object] = {"version": meeting.version, "guests": meeting.guests}
    for row in kept:
        initial[f"presence_{row.seat_id}"] = row.presence
        initial[f"deputy_{row.seat_id}"] = row.deputy or ""
    return initial


@dataclass(frozen=True, kw_only=True)
class FilledIn:
    """A pasted list as initial values of the form, and what it contradicts itself on."""

    initial: dict[str, object]
    found: int
    conflicts: list[str]


def fill_in(text: str, *, seats: Sequence[Seat], given: Mapping[str, object]) -> FilledIn:
    """Read a pasted list into the form; ``given`` is what the form held already."""
    readings = _readings(text, seats)
    both_sides = _on_both_sides(readings)
    found: set[int] = set()
    initial = dict(given)
    asked: list[Reading] = []
    for reading in readings:
        if reading.certain is None or reading.name.side is None:
            asked.append(reading)
        else:
            found.add(reading.certain)
            presence = "" if reading.certain in both_sides else _PRESENCE_OF[reading.name.side]
            for seat in seats:
                if seat.person_id == reading.certain:
                    initial[f"presence_{seat.pk}"] = presence
    initial |= _questions(asked, seats)
    conflicts = [_conflict(seats, readings, person_id) for person_id in sorted(both_sides)]
    return FilledIn(initial=initial, found=len(found - both_sides), conflicts=conflicts)


def fill_in_rest(text: str, *, seats: Sequence[Seat], given: Mapping[str, object]) -> FilledIn:
    """Make everyone without a choice present, except whom ``text`` puts on both sides."""
    readings = _readings(text, seats)
    both_sides = _on_both_sides(readings)
    initial = dict(given)
    open_seats = [seat for seat in seats if not initial.get(f"presence_{seat.pk}")]
    unclear = both_sides & {seat.person_id for seat in open_seats if seat.person_id}
    rest = [seat for seat in open_seats if seat.person_id not in unclear]
    initial |= {f"presence_{seat.pk}": Presence.PRESENT for seat in rest}
    conflicts = [_conflict(seats, readings, person_id) for person_id in sorted(unclear)]
    return FilledIn(initial=initial, found=len(rest), conflicts=conflicts)


def _readings(text: str, seats: Sequence[Seat]) -> list[Reading]:
    people = {seat.person.pk: seat.person for seat in seats if seat.person}
    candidates = [
        Candidate(person_id=pk, spellings=person.spellings) for pk, person in people.items()
    ]
    return list(read(names_in(text)[:MOST_NAMES], candidates))


def _on_both_sides(readings: Sequence[Reading]) -> set[int]:
    sides: dict[int, set[str]] = {}
    for reading in readings:
        if reading.certain is not None and reading.name.side is not None:
            sides.setdefault(reading.certain, set()).add(reading.name.side)
    return {person_id for person_id, found in sides.items() if len(found) > 1}


def _conflict(seats: Sequence[Seat], readings: Sequence[Reading], person_id: int) -> str:
    words = {r.name.side: r.name.words for r in readings if r.certain == person_id}
    named = [seat_name(seat) for seat in seats if seat.person_id == person_id]
    return _(
        "%(present)s stands under present and %(absent)s under absent. Both mean: %(seats)s. "
        "Nobody is both; choose below."
    ) % {"present": words["present"], "absent": words["absent"], "seats": ", ".join(named)}


def _questions(asked: Sequence[Reading], seats: Sequence[Seat]) -> dict[str, object]:
    questions: dict[str, object] = {"asked": len(asked)}
    for number, reading in enumerate(asked):
        likely = [seat_name(seat) for seat in seats if seat.person_id in reading.possible]
        questions[f"likely_{number}"] = ", ".join(likely)
        questions[f"words_{number}"] = reading.name.words
        questions[f"side_{number}"] = reading.name.side or ""
        questions[f"person_{number}"] = reading.certain or ""
    return questions
