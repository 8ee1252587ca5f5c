"""The start page, signing in and out, and pages about the site."""

from django.contrib.auth import authenticate, login, logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from ivz.web.requests import Request


def start(request: Request) -> HttpResponse:
    return render(request, "home/start.html")


def sign_in(request: Request) -> HttpResponse:
    return render(request, "home/sign_in.html")


@require_POST
def sign_out(request: Request) -> HttpResponse:
    logout(request)
    return redirect("home:start")


@require_POST
def set_language(request: Request) -> HttpResponse:
    response = redirect("home:start")
    return response


def example(request: Request) -> HttpResponse:
    return render(request, "home/start.html")


accessibility = privacy = about_figures = example
