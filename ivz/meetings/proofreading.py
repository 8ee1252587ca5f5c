"""Reading through what is about to be public: slips that a second pair of eyes would see.

Each reader gets passages and gives remarks; none knows the database. Whether a remark matters,
the secretary decides.

Policy: docs/policy/meetings.md#reading-through
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from hashlib import sha256

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ivz.web.templatetags.ivz import day_date

_MONTHS = [
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
]
_DAYS = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"]
_WEEKDAY = rf"\b(?P<weekday>{'|'.join(_DAYS)})\s+"
_DAY_AND_MONTH = rf"\b(?P<day>\d{{1,2}})\s+(?P<month>{'|'.join(_MONTHS)})"
_DATE = re.compile(
    rf"(?:{_WEEKDAY})?{_DAY_AND_MONTH}\s+(?P<year>\d{{4}})\b",
    re.IGNORECASE,
)
_IN_DIGITS = re.compile(
    rf"{_WEEKDAY}(?P<day>\d{{1,2}})[-/.](?P<month>\d{{1,2}})[-/.](?P<year>\d{{4}})\b",
    re.IGNORECASE,
)
_WITHOUT_YEAR = re.compile(rf"{_WEEKDAY}{_DAY_AND_MONTH}\b(?!\s+\d{{4}})", re.IGNORECASE)
_NEAR = timedelta(days=245)  # of a day without a year: the year in which it lies near the meeting
_BETWEEN_DIGITS = r"(?:\s?[-/]\s?|\s|\.(?=\d)|\)\s?)?"
_PHONE = re.compile(
    r"(?<![\w€.,-])(?!\d\d?[-./]\d\d?[-./]\d{4}\b)\(?"  # no date
    rf"(?:(?:\+|00)31{_BETWEEN_DIGITS}(?:\(0\)\s?)?|0)[1-9](?:{_BETWEEN_DIGITS}\d){{8}}(?![\w-])"
)
_MAIL = re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.-]*\w")
_ADDRESSED = re.compile(
    r"\b(?i:de heer|mevrouw|dhr\.?|mevr\.?|mw\.?)\s+"
    r"(?:(?i:van|de|der|den|ter|ten|te)\s+)*(?:[A-Z]\.\s*)*[A-Z][\w-]+"
)
_INITIAL = re.compile(r"\s*[A-Z]\.\s*(?:[A-Z]\.\s*)*\w")
_THIS = re.compile(r"\bdit\s", re.IGNORECASE)
_LABEL = r"(?:[A-Z]{1,2}\d{0,3}[A-Z]?|\d{1,3}[A-Z]?)(?!\w)"
_ITEM = re.compile(
    rf"\b[Aa]gendapunt(?:en)?\s+(?P<labels>{_LABEL}(?:(?:\s*,\s*|\s+en\s+){_LABEL})*)"
)
_NUMBERS = r"(?P<numbers>\d{1,2}(?:(?:\s*,\s*|\s+en\s+|\s+t/m\s+)\d{1,2})*)"
_ANNEX = re.compile(rf"\bbijlagen?\s+{_NUMBERS}", re.IGNORECASE)
_ANNEX_OF = re.compile(r"\bbijlagen?\s+[\d\s,/mten]+van (?:de|het)\s+(\w+)", re.IGNORECASE)
_PRIVATE = [
    (_ADDRESSED, "name", gettext_lazy("Somebody is named here. Name the function.")),
    (_PHONE, "phone", gettext_lazy("This looks like a phone number. Leave it out.")),
    (_MAIL, "mail", gettext_lazy("This is a mail address. Leave it out.")),
]
_SHORTEST_TITLE = 8


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A text that becomes public, and the page where it can be mended.

    ``attached`` are the titles of what hangs on the paper that the text belongs to; ``item`` is
    the key of the agenda item it stands on.
    """

    place: str
    text: str
    url: str = ""
    item: int | None = None
    attached: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Remark:
    """Something that stands out (Dutch: *opmerking bij het nalezen*): what, where, and why."""

    code: str
    sentence: str
    place: str
    words: str = ""
    url: str = ""
    item: int | None = None

    @property
    def digest(self) -> str:
        """What tells this remark from all others; another text gives another one."""
        told = f"{self.code}\n{self.place}\n{self.words}\n{self.sentence}"
        return sha256(told.encode()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class Known:
    """What the texts are held against.

    Attributes:
        labels: the item labels of this agenda.
        papers: the label of the item by the register number of its paper.
        gatherings: the days on which each body meets, by the names a text gives it.
        own_names: the names a text gives the body that meets; empty where it is not asked.
        day: the day of the meeting.
        private_names: names of people who are not in a deciding body, in every spelling.
        closed_titles: titles of what stays closed.
    """

    labels: frozenset[str] = frozenset()
    papers: Mapping[str, str] = field(default_factory=dict)
    gatherings: Mapping[str, frozenset[date]] = field(default_factory=dict)
    own_names: frozenset[str] = frozenset()
    day: date | None = None
    private_names: frozenset[str] = frozenset()
    closed_titles: frozenset[str] = frozenset()

    @cached_property
    def names_by_last_word(self) -> Mapping[str, list[str]]:
        """The private names by their last word, so that a text is asked only for those near it."""
        found: dict[str, list[str]] = {}
        for name in sorted(self.private_names):
            found.setdefault(_words_of(name)[-1], []).append(name)
        return found


def names_of(name: str, aliases: str) -> set[str]:
    """Give how a text may name somebody: the name, with an initial, and other spellings of it.

    Among the aliases also stand functions, which anybody may read: only those count that have
    the surname, or that begin with an initial.
    """
    first, _space, surname = name.strip().partition(" ")
    spelled = {name.strip()} | ({f"{first[0]}. {surname}"} if surname else set())
    last = _words_of(name)[-1:]
    for alias in aliases.splitlines():
        if _INITIAL.match(alias) or (last and _words_of(alias)[-1:] == last):
            spelled.add(alias.strip())
    return {each for each in spelled if _words_of(each)}


def _words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def read_through(passages: Iterable[Passage], known: Known) -> list[Remark]:
    """Give every remark on the passages, in the order of the text."""
    readers = [_weekdays, _meetings, _bodies, _items, _annexes, _closed_titles, _people]
    return [remark for each in passages for reader in readers for remark in reader(each, known)]


def standing_in(passages: Iterable[Passage], titles: Iterable[str]) -> frozenset[str]:
    """Give the titles that stand somewhere in the passages: the others need not be looked for."""
    text = "\n".join(each.text for each in passages).lower()
    return frozenset(title for title in titles if title.lower() in text)


def _remark(passage: Passage, code: str, words: str, sentence: str) -> Remark:
    return Remark(
        code=code,
        sentence=sentence,
        place=passage.place,
        words=words,
        url=passage.url,
        item=passage.item,
    )


def _weekdays(passage: Passage, known: Known) -> Iterator[Remark]:
    """Tell which days are not in the calendar, or fall on another day of the week."""
    dated = [*_DATE.finditer(passage.text), *_IN_DIGITS.finditer(passage.text)]
    for found in dated:
        day = _day_of(found)
        if day is None:
            sentence = _("There is no such day in the calendar.")
            yield _remark(passage, "date", found[0], sentence)
        elif found["weekday"] and not _falls_on(found["weekday"], day):
            yield _other_weekday(passage, found[0], day)
    for found in _WITHOUT_YEAR.finditer(passage.text):
        near = _days_near(found, known.day)
        if near and not any(_falls_on(found["weekday"], day) for day in near):
            yield _other_weekday(passage, found[0], near[0])


def _falls_on(weekday: str, day: date) -> bool:
    return weekday.lower() == _DAYS[day.weekday()]


def _other_weekday(passage: Passage, words: str, day: date) -> Remark:
    sentence = _("%(day)s is a %(weekday)s.")
    told = sentence % {"day": day_date(day), "weekday": _DAYS[day.weekday()]}
    return _remark(passage, "weekday", words, told)


def _day_of(found: re.Match[str], *, year: int | None = None) -> date | None:
    month = found["month"].lower()
    number = int(month) if month.isdigit() else _MONTHS.index(month) + 1
    try:
        return date(year or int(found["year"]), number, int(found["day"]))
    except ValueError:
        return None


def _days_near(found: re.Match[str], meeting: date | None) -> list[date]:
    """Give which days a day without a year can be, the nearest to the meeting first."""
    if meeting is None:
        return []
    years = (meeting.year - 1, meeting.year, meeting.year + 1)
    days = [day for year in years if (day := _day_of(found, year=year))]
    near = [day for day in days if abs(day - meeting) <= _NEAR]
    return sorted(near, key=lambda day: abs(day - meeting))


def _meetings(passage: Passage, known: Known) -> Iterator[Remark]:
    """Tell where a text names a meeting in a year in which that body does not meet that day."""
    if not _DATE.search(passage.text):
        return
    for name, days in known.gatherings.items():
        pattern = rf"\b{re.escape(name)}\s+(?:van|op|d\.d\.)\s+{_DATE.pattern}"
        for found in re.finditer(pattern, passage.text, re.IGNORECASE):
            day = _day_of(found)
            meant = [each for each in days if day and _differ_in_year(each, day)]
            if meant and day not in days:
                sentence = _("%(body)s meets on %(meant)s, not on %(day)s.") % {
                    "body": name,
                    "meant": day_date(meant[0]),
                    "day": day_date(day),
                }
                yield _remark(passage, "meeting", found[0], sentence)


def _differ_in_year(one: date, other: date) -> bool:
    return (one.month, one.day) == (other.month, other.day) and one.year != other.year


def _bodies(passage: Passage, known: Known) -> Iterator[Remark]:
    """Tell where a text calls another body than the one that meets *this* one."""
    if not known.own_names or not _THIS.search(passage.text):
        return
    others = sorted(known.gatherings.keys() - known.own_names, key=len, reverse=True)
    names = "|".join(map(re.escape, others))
    for found in re.finditer(rf"\b(?i:dit)\s+(?:{names})(?!\w)", passage.text) if names else ():
        sentence = _("This is a meeting of %(own)s. Say which body is meant.")
        own = max(known.own_names, key=len)
        yield _remark(passage, "body", found[0], sentence % {"own": own})


def _items(passage: Passage, known: Known) -> Iterator[Remark]:
    for found in _ITEM.finditer(passage.text):
        for label in re.split(r"\s*,\s*|\s+en\s+", found["labels"]):
            yield from _item(passage, found[0], label, known)


def _item(passage: Passage, words: str, label: str, known: Known) -> Iterator[Remark]:
    if label not in known.labels:
        if label in known.papers:
            sentence = _("%(number)s is the number of the paper; on this agenda it is %(label)s.")
            sentence %= {"number": label, "label": known.papers[label]}
        else:
            sentence = _("This agenda has no item %(label)s.") % {"label": label}
        yield _remark(passage, "item", words, sentence)


def _annexes(passage: Passage, _known: Known) -> Iterator[Remark]:
    """Tell which annexes a text points to that do not hang on the paper, nor on one it names."""
    within = {name.lower() for name in _ANNEX_OF.findall(passage.text)}
    if any(name in title.lower() for name in within for title in passage.attached):
        return
    for found in _ANNEX.finditer(passage.text):
        missing = [
            number
            for number in _numbers_in(found["numbers"])
            if number > len(passage.attached)
            and not any(f"bijlage {number}" in title.lower() for title in passage.attached)
        ]
        if missing:
            listed = ", ".join(map(str, missing))
            sentence = _("Annex %(numbers)s does not hang on it.") % {"numbers": listed}
            yield _remark(passage, "annex", found[0], sentence)


def _numbers_in(text: str) -> list[int]:
    """Give the numbers of ``3, 5 t/m 7 en 9``."""
    spans = [re.split(r"\s+t/m\s+", part) for part in re.split(r"\s*,\s*|\s+en\s+", text)]
    return [number for span in spans for number in range(int(span[0]), int(span[-1]) + 1)]


def _closed_titles(passage: Passage, known: Known) -> Iterator[Remark]:
    for title in sorted(known.closed_titles):
        if " " in title and len(title) >= _SHORTEST_TITLE and _stands_in(title, passage.text):
            sentence = _("This is the title of something that stays closed.")
            yield _remark(passage, "closed", title, sentence)


def _people(passage: Passage, known: Known) -> Iterator[Remark]:
    named = _named_in(passage.text, known)
    for words in dict.fromkeys(" ".join(found[0].split()) for found in named):
        sentence = _("A name of somebody who is not in a deciding body. Name the function.")
        yield _remark(passage, "name", words, sentence)
    for pattern, code, told in _PRIVATE:
        for found in pattern.finditer(passage.text):
            if not any(_overlap(found, name) for name in named):
                yield _remark(passage, code, found[0], str(told))


def _named_in(text: str, known: Known) -> list[re.Match[str]]:
    """Give where a text names somebody who is not in a deciding body; the longest name counts."""
    near = set(_words_of(text)) & known.names_by_last_word.keys()
    names = sorted(name for word in near for name in known.names_by_last_word[word])
    found = [each for name in names for each in _as_written(name).finditer(text)]
    found.sort(key=lambda each: (each.start(), -each.end()))
    longest: list[re.Match[str]] = []
    for each in found:
        if not longest or each.start() >= longest[-1].end():
            longest.append(each)
    return longest


def _as_written(name: str) -> re.Pattern[str]:
    """Read a name over line ends and with more initials; a single word only as it is spelled."""
    parts = name.split()
    gaps = [r"\s*(?:[A-Z]\.\s*)*" if part.endswith(".") else r"\s+" for part in parts]
    spelled = "".join(re.escape(part) + gap for part, gap in zip(parts, gaps, strict=True))
    spelled = spelled.removesuffix(gaps[-1])
    return re.compile(rf"(?<!\w){spelled}(?!\w)", re.IGNORECASE if len(parts) > 1 else 0)


def _overlap(one: re.Match[str], other: re.Match[str]) -> bool:
    return one.start() < other.end() and other.start() < one.end()


def _stands_in(words: str, text: str) -> bool:
    if words.lower() not in text.lower():  # quick for the many that do not
        return False
    return bool(re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE))
