"""Addresses of the pages on projects and requests."""

from django.urls import path

from ivz.projects.views import (
    assessments,
    beside,
    evaluations,
    following,
    importing,
    keeping,
    papers,
    parts,
    plans,
    portfolio,
    projects,
    reports,
    requests,
    saved_views,
)

app_name = "projects"

_REQUEST = "verzoeken/<slug:key>"
_PROJECT = "<slug:slug>"

urlpatterns = [
    path("", portfolio.index, name="index"),
    path("projecten.<slug:suffix>", portfolio.file, name="portfolio_file"),
    path("ernaast/nieuw/", beside.new, name="new_work"),
    path("in-de-tijd/", portfolio.chart, name="chart"),
    path("mijn/", portfolio.mine, name="mine"),
    path("weergaven/bewaren/", saved_views.keep, name="keep_view"),
    path("weergaven/<int:pk>/weg/", saved_views.remove, name="remove_view"),
    path("inlezen/", importing.page, name="import"),
    path("inlezen/sjabloon.<slug:suffix>", importing.template, name="import_template"),
    path("inlezen/<int:change>/herstel/", importing.undo, name="undo_import"),
    path("verzoeken/", requests.answered, name="answered"),
    path("verzoeken/nieuw/", requests.new, name="new_request"),
    path("verzoeken/lijkt-op/", requests.similar, name="similar"),
    path(f"{_REQUEST}/", requests.page, name="request"),
    path(f"{_REQUEST}/opdracht/", assessments.assignment, name="assignment"),
    path(f"{_REQUEST}/toets/", assessments.test, name="test"),
    path(f"{_REQUEST}/aannemen/", assessments.accept, name="accept"),
    path(f"{_REQUEST}/samen-aannemen/", assessments.override, name="override"),
    path(f"{_REQUEST}/afwijzen/", requests.refuse, name="refuse"),
    path(f"{_REQUEST}/opnieuw/", requests.reopen, name="reopen"),
    path(f"{_REQUEST}/intrekken/", requests.withdraw, name="withdraw"),
    path("rapportage/", reports.overview, name="reports_owed"),
    path("rapportage/perioden/", reports.windows, name="report_windows"),
    path("leerpunten/", keeping.lessons, name="lessons"),
    path("borging/", keeping.anchors, name="anchors"),
    path(f"{_PROJECT}/leerpunten/nieuw/", keeping.add_lesson, name="add_lesson"),
    path(f"{_PROJECT}/borging/nieuw/", keeping.add_anchor, name="add_anchor"),
    path(f"{_PROJECT}/borging/<int:anchor>/", keeping.review, name="review_anchor"),
    path(f"{_PROJECT}/evaluatie/", evaluations.document, name="evaluation"),
    path(f"{_PROJECT}/evaluatie/indienen/", evaluations.submit, name="submit_evaluation"),
    path(f"{_PROJECT}/evaluatie/<slug:question>/", evaluations.answer, name="answer"),
    path(f"{_PROJECT}/voortgang/", reports.reports, name="reports"),
    path(f"{_PROJECT}/voortgang/melden/", reports.report, name="report"),
    path(f"{_PROJECT}/voortgang/<int:report>/", reports.progress, name="progress"),
    path(f"{_PROJECT}/voortgang/<int:report>/verbeteren/", reports.correct, name="correct_report"),
    path(
        f"{_PROJECT}/voortgang/<int:report>/rapportage.<slug:suffix>",
        papers.report,
        name="report_paper",
    ),
    path(
        f"{_PROJECT}/evaluatie/evaluatie.<slug:suffix>", papers.evaluation, name="evaluation_paper"
    ),
    path(f"{_PROJECT}/indicator/<int:indicator>/meting/", following.measure, name="measure"),
    path(f"{_PROJECT}/uren/", following.hours, name="hours"),
    path(f"{_PROJECT}/", projects.page, name="project"),
    path(f"{_PROJECT}/meer/", projects.more, name="more"),
    path(f"{_PROJECT}/tijdlijn/", projects.timeline_page, name="timeline"),
    path(f"{_PROJECT}/toewijzen/<slug:role>/", projects.assign, name="assign"),
    path(f"{_PROJECT}/projectgroep/nieuw/", projects.add_member, name="add_member"),
    path(f"{_PROJECT}/projectgroep/<int:pk>/", projects.change_member, name="change_member"),
    path(f"{_PROJECT}/plan/", plans.document, name="plan"),
    path(f"{_PROJECT}/plan/looptijd/", plans.dates, name="dates"),
    path(f"{_PROJECT}/plan/indienen/", plans.submit, name="submit"),
    path(f"{_PROJECT}/plan/herzien/", plans.revise, name="revise"),
    path(f"{_PROJECT}/plan/versie/<int:number>/", plans.edition, name="edition"),
    path(f"{_PROJECT}/plan/<slug:section>/", plans.section, name="section"),
    path(f"{_PROJECT}/onderdeel/<slug:kind>/nieuw/", parts.add, name="add_part"),
    path(f"{_PROJECT}/onderdeel/<slug:kind>/<int:pk>/", parts.change, name="change_part"),
    path(f"{_PROJECT}/onderdeel/<slug:kind>/<int:pk>/weg/", parts.remove, name="remove_part"),
]
