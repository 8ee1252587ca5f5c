"""What the linters cannot check: sizes, places and names."""

import ast
import tomllib

import pytest
from django.apps import apps

from tests.architecture.tree import ROOT, SOURCE_ROOTS, files_below, named, subjects

LONGEST_FUNCTION = 40
LONGEST_FILE = 400
MOST_PARAMETERS = 6
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "tools"}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)

SOURCES = [
    path for path in files_below(*SOURCE_ROOTS, suffix=".py") if "migrations" not in path.parts
]
EVERYTHING_IN_PYTHON = SOURCES + files_below("tests", suffix=".py")


def functions_in(path):
    return [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, FUNCTIONS)]


@pytest.mark.parametrize("path", EVERYTHING_IN_PYTHON, ids=named)
def test_code_comes_in_small_pieces(path):
    too_long = [
        function.name
        for function in functions_in(path)
        if function.end_lineno - function.lineno >= LONGEST_FUNCTION
    ]

    assert not too_long
    assert path.read_text().count("\n") <= LONGEST_FILE


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_functions_ask_for_few_things(path):
    too_many = [
        function.name
        for function in functions_in(path)
        if parameter_count(function.args) > MOST_PARAMETERS
    ]

    assert not too_many


def parameter_count(arguments):
    names = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    return sum(name.arg not in {"self", "cls"} for name in names)


def test_every_subject_has_its_place_in_the_layers():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    layers = next(
        contract["layers"]
        for contract in contracts["contracts"]
        if contract.get("containers") == ["ivz"]
    )

    placed = {name.strip() for layer in layers for name in layer.split("|")}

    assert {subject.name for subject in subjects()} | {"errors"} == placed


def test_every_module_is_named_for_what_it_holds():
    vague = [
        named(path)
        for path in EVERYTHING_IN_PYTHON
        if {path.stem, path.parent.name} & NAMES_THAT_SAY_NOTHING
    ]

    assert not vague


def test_the_glossary_explains_every_model():
    glossary = (ROOT / "GLOSSARY.md").read_text()

    unexplained = [
        model.__name__
        for model in apps.get_models()
        if model.__module__.startswith("ivz.") and f"`{model.__name__}`" not in glossary
    ]

    assert not unexplained
