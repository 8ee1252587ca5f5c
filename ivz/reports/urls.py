"""Addresses of the pages on annual plans."""

from django.urls import path

from ivz.reports.views import lines, plans

app_name = "reports"

PLAN = "<slug:network>/<int:year>/"
LINE = f"{PLAN}regels/<int:line>/"

urlpatterns = [
    path("", plans.index, name="plans"),
    path("nieuw/", plans.new, name="new"),
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
