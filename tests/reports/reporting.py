"""Steps with reports that tests on them share."""

import datetime as dt

from ivz.decisions import actions as register
from ivz.decisions.actions import Conclusion
from ivz.decisions.effects import Carried
from ivz.decisions.papers import ADOPT
from ivz.decisions.states import Outcome
from ivz.reports.actions import periodic as actions
from ivz.reports.deciding import REPORT
from ivz.reports.queries import periodic as queries
from ivz.reports.states import Chapter, ReportKind
from tests.factories import (
    secretary_of,
)

IN_SEPTEMBER = dt.date(2017, 9, 5)


def due(here, by, kind=ReportKind.MANAGEMENT_REPORT, months=(9, 9), since=2017):
    details = actions.DutyDetails(
        kind=kind, first_month=months[0], last_month=months[1], from_year=since
    )
    return actions.lay_down(here.network, details, by=by)


def wheel_of(here, by):
    return {spoke.duty.kind: spoke for spoke in queries.wheel(here.network, 2017, actor=by)}


def with_summary(report, by):
    actions.write(report, Chapter.SUMMARY, "Het ging goed.", version=1, by=by)
    report.refresh_from_db()
    return actions.submit(report, version=report.version, by=by)


def judged(report, body, outcome=Outcome.ACCEPTED):
    carried = Carried(kind=REPORT, subject_id=report.pk, question=ADOPT, terms={})
    conclusion = Conclusion(title="Marap", text="Akkoord.", outcome=outcome, carried=carried)
    decision = register.record(
        conclusion, body=body, on=IN_SEPTEMBER, by=secretary_of(body), is_practice=False
    )
    report.refresh_from_db()
    return decision


def facts_of(report, by, chapter):
    found = {each.part.chapter: each for each in queries.chapters(report, actor=by)}
    return [fact.text for fact in found[chapter].facts]
