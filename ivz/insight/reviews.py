"""A paper read through: what does not hold in it by topic, and what was checked and holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ivz.insight.claims import Topic
from ivz.insight.findings import Finding
from ivz.insight.numerals import in_words


@dataclass(frozen=True, kw_only=True)
class Group:
    """The findings on one topic, the heaviest first."""

    topic: Topic
    title: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, kw_only=True)
class Review:
    """Every finding on a paper: what does not hold in groups, and what holds in one list."""

    groups: tuple[Group, ...]
    agreeing: tuple[Finding, ...]

    @property
    def title(self) -> str:
        """What the page is called."""
        return _("What does not hold in this proposal")

    @property
    def wrong(self) -> int:
        """How many statements do not hold."""
        return self._count("differs")

    @property
    def unclear(self) -> int:
        """How many statements leave something open."""
        return self._count("unclear")

    @property
    def summary(self) -> str:
        """The counts in one sentence."""
        if not self.groups:
            return _("Nothing was found that does not hold.")
        wrong = ngettext(
            "%(count)s point does not hold", "%(count)s points do not hold", self.wrong
        ) % {"count": in_words(self.wrong)}
        unclear = ngettext(
            "%(count)s point is not clear", "%(count)s points are not clear", self.unclear
        ) % {"count": in_words(self.unclear)}
        text = _("%(wrong)s and %(unclear)s.") % {"wrong": wrong, "unclear": unclear}
        return text[:1].upper() + text[1:]

    def _count(self, verdict: str) -> int:
        return sum(
            finding.verdict == verdict for group in self.groups for finding in group.findings
        )


def review(by_topic: Mapping[Topic, Sequence[Finding]]) -> Review:
    """Sort findings: by topic, what contradicts before what is unclear, what holds apart.

    The order within a topic stays otherwise as given; topics without findings are left out.
    """
    titles = {
        Topic.FIGURES: _("Figures"),
        Topic.MONEY: _("Money and hours"),
        Topic.MENTIONS: _("Dates, names and references"),
    }
    groups = (
        Group(topic=topic, title=titles[topic], findings=_heaviest_first(by_topic.get(topic, ())))
        for topic in Topic
    )
    return Review(
        groups=tuple(group for group in groups if group.findings),
        agreeing=tuple(
            finding
            for topic in Topic
            for finding in by_topic.get(topic, ())
            if finding.verdict == "agrees"
        ),
    )


def _heaviest_first(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    wrong = [finding for finding in findings if finding.verdict == "differs"]
    unclear = [finding for finding in findings if finding.verdict == "unclear"]
    return (*wrong, *unclear)
