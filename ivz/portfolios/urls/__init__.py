"""Addresses of the pages on portfolios, coverage, themes and priorities."""

from django.urls import path

from ivz.portfolios.views import coverage, portfolios, priorities, registers

app_name = "portfolios"

_NETWORK = "<slug:network_slug>"
_PORTFOLIOS = f"{_NETWORK}/portefeuilles"
_PORTFOLIO = f"{_PORTFOLIOS}/<slug:theme>/<int:portfolio_id>"
_PRIORITIES = f"{_NETWORK}/prioriteiten"
_REGISTERS = f"{_NETWORK}/per-gemeente"

urlpatterns = [
    path(f"{_PORTFOLIOS}/", portfolios.overview, name="overview"),
    path(f"{_PORTFOLIOS}.<str:suffix>", portfolios.overview_file, name="overview_file"),
    path(f"{_PORTFOLIOS}/toewijzen/", portfolios.assign, name="assign"),
    path(f"{_PORTFOLIOS}/<slug:theme>/", portfolios.theme_page, name="theme"),
    path(f"{_PORTFOLIO}/opvolgen/", portfolios.succeed, name="succeed"),
    path(f"{_PORTFOLIO}/herstellen/", portfolios.change, name="change"),
    path(f"{_PORTFOLIO}/beeindigen/", portfolios.end, name="end"),
    path(
        f"{_PORTFOLIOS}/<slug:theme>/terugnemen/<int:change_id>/",
        portfolios.undo,
        name="undo_portfolio",
    ),
    path(f"{_NETWORK}/dekking/", coverage.page, name="coverage"),
    path(f"{_NETWORK}/dekking.<str:suffix>", coverage.file, name="coverage_file"),
    path(f"{_NETWORK}/themas/", priorities.themes, name="themes"),
    path(f"{_NETWORK}/themas.<str:suffix>", priorities.themes_file, name="themes_file"),
    path(f"{_PRIORITIES}/", priorities.matrix, name="priorities"),
    path(f"{_PRIORITIES}.<str:suffix>", priorities.matrix_file, name="priorities_file"),
    path(f"{_PRIORITIES}/vaak/", priorities.frequent, name="frequent"),
    path(
        f"{_PRIORITIES}/vaak.<str:suffix>",
        priorities.frequent_file,
        name="frequent_file",
    ),
    path(f"{_PRIORITIES}/<slug:code>/", priorities.municipality, name="municipality"),
    path(
        f"{_PRIORITIES}/<slug:code>/terugnemen/<int:change_id>/",
        priorities.undo,
        name="undo_priority",
    ),
    path(f"{_REGISTERS}/", registers.index, name="registers"),
    path(f"{_REGISTERS}/nieuw/", registers.add, name="add_register"),
    path(f"{_REGISTERS}/<slug:register>/wijzigen/", registers.change, name="change_register"),
    path(
        f"{_REGISTERS}/<slug:register>/terugnemen/<int:change_id>/",
        registers.undo_register,
        name="undo_register",
    ),
    path(f"{_REGISTERS}/<slug:register>/", registers.page, name="register"),
    path(f"{_REGISTERS}/<slug:register>.<str:suffix>", registers.file, name="register_file"),
    path(f"{_REGISTERS}/<slug:register>/<slug:code>/", registers.answer, name="answer"),
    path(
        f"{_REGISTERS}/<slug:register>/<slug:code>/terugnemen/<int:change_id>/",
        registers.undo,
        name="undo_answer",
    ),
]
