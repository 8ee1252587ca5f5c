"""Half a year: what the question on who leaves looks at."""

from dataclasses import dataclass
from datetime import date

from ivz.network.as_of import FIRST_YEAR, LAST_YEAR


@dataclass(frozen=True, order=True)
class HalfYear:
    """January up to and including June, or July up to and including December."""

    year: int
    half: int

    @classmethod
    def of(cls, day: date) -> "HalfYear":
        """Give the half year in which ``day`` lies."""
        return cls(day.year, 1 if day.month <= 6 else 2)

    @classmethod
    def read(cls, text: str) -> "HalfYear | None":
        """Read ``2016-2``; None where ``text`` is no half year."""
        year, _separator, half = text.partition("-")
        if not (year.isdecimal() and len(year) == 4 and half in {"1", "2"}):
            return None
        found = cls(int(year), int(half))
        return found if found.is_known else None

    @property
    def is_known(self) -> bool:
        """Whether the registers look this far."""
        return FIRST_YEAR <= self.year <= LAST_YEAR

    @property
    def first_day(self) -> date:
        """The first day."""
        return date(self.year, 1 if self.half == 1 else 7, 1)

    @property
    def until(self) -> date:
        """The first day after it."""
        return date(self.year, 7, 1) if self.half == 1 else date(self.year + 1, 1, 1)

    @property
    def before(self) -> "HalfYear":
        """The half year before this one."""
        return HalfYear(self.year - 1, 2) if self.half == 1 else HalfYear(self.year, 1)

    @property
    def after(self) -> "HalfYear":
        """The half year after this one."""
        return HalfYear(self.year, 2) if self.half == 1 else HalfYear(self.year + 1, 1)

    def __str__(self) -> str:
        return f"{self.year}-{self.half}"
