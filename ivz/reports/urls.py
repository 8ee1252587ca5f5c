"""Addresses of the pages on annual plans, the year wheel and reports."""

from django.urls import path

from ivz.reports.views import lines, periodic, plans, wheel

app_name = "reports"

PLAN = "<slug:network>/<int:year>/"
LINE = f"{PLAN}regels/<int:line>/"
REPORT = "jaarwiel/<slug:network>/<int:year>/<int:duty>/"

urlpatterns = [
    path("", plans.index, name="plans"),
    path("nieuw/", plans.new, name="new"),
    path("jaarwiel/", wheel.page, name="wheel"),
    path("jaarwiel/nieuw/", wheel.new, name="new_duty"),
    path("jaarwiel/<int:pk>/beeindig/", wheel.end, name="end_duty"),
    path("jaarwiel/<int:pk>/toch-weer/", wheel.go_on, name="resume_duty"),
    path("jaarwiel/<int:pk>/<int:year>/begin/", wheel.begin, name="begin_report"),
    path(REPORT, periodic.page, name="report"),
    path(f"{REPORT}verslag.<slug:suffix>", periodic.file, name="report_file"),
    path(f"{REPORT}schrijf/<slug:chapter>/", periodic.write, name="write_report"),
    path(f"{REPORT}stel-voor/", periodic.submit, name="submit_report"),
    path(f"{REPORT}weg/", periodic.remove, name="remove_report"),
    path(PLAN, plans.page, name="plan"),
    path(f"{PLAN}jaarplan.<slug:suffix>", plans.file, name="file"),
    path(f"{PLAN}vul-aan/", plans.gather, name="gather"),
    path(f"{PLAN}stel-voor/", plans.submit, name="submit"),
    path(f"{PLAN}eerder-vastgesteld/", plans.note_adopted, name="note_adopted"),
    path(f"{PLAN}maak-openbaar/", plans.make_public, name="make_public"),
    path(f"{PLAN}weg/", plans.remove, name="remove"),
    path(f"{PLAN}regels/nieuw/", lines.new, name="new_line"),
    path(LINE, lines.change, name="change_line"),
    path(f"{LINE}antwoord/", lines.judge, name="judge"),
    path(f"{LINE}neem-terug/", lines.withdraw, name="withdraw"),
    path(f"{PLAN}voortgang/", lines.progress, name="progress"),
    path(f"{PLAN}voortgang.<slug:suffix>", lines.progress_file, name="progress_file"),
    path(f"{LINE}stand/", lines.tell, name="tell"),
    path(f"{LINE}stand/<int:word>/neem-terug/", lines.untell, name="untell"),
]
