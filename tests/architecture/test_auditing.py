"""Every action that writes leaves a line in the audit trail.

Read from the code: a function in a room of actions that stores something, itself or through what
it calls, must reach the audit trail the same way. So must what calls a function elsewhere that
stores rows.
Policy: docs/policy/audit.md#what-is-written
"""

import ast
from dataclasses import dataclass, field
from functools import cache

from tests.architecture.tree import ROOT, files_below

WRITES = {
    "save",
    "create",
    "bulk_create",
    "bulk_update",
    "update_or_create",
    "get_or_create",
    "delete",
    "update",
}
TRAIL = "ivz.audit.actions"
AUDITS = {f"{TRAIL}.{name}" for name in ("record", "record_refusal", "append")}
WITHOUT_A_LINE = {
    "ivz.decisions.actions.restrictions.openings": "shows what lifting would do, and takes it back",
    "ivz.mail.actions.begin_digest": "the message itself keeps when it went",
    "ivz.mail.actions.deliver": "the message itself keeps when it went, or why it did not",
    "ivz.mail.actions.forget": "a period of the register of processing, the same every day",
    "ivz.unsaved.actions.keep": "nothing was said yet, and nobody else reads it",
    "ivz.unsaved.actions.discard": "nothing was said yet, and nobody else read it",
    "ivz.unsaved.actions.once": "what it does leaves its own line; the key only counts it once",
    "ivz.unsaved.actions.forget": "a period of the register of processing, the same every day",
    "ivz.meetings.actions.notes.write": "nobody but the writer knows of a private note",
    "ivz.meetings.actions.notes.remove": "nobody but the writer knew of it",
    "ivz.schedule.actions.run_due": "the schedule itself keeps when each action ran, and its error",
}

MAKE_UP_DATA = ("ivz.example.",)
ELSEWHERE_WITHOUT_A_LINE = {
    "ivz.clock.reading.stop": "undoes in a test what another did",
    "ivz.search.indexing.follow": "the index follows what was changed, and that left its line",
    "ivz.search.tasks.register_all": "likewise, where following it failed",
}


@dataclass
class Function:
    """What one function calls, and whether it stores something itself."""

    name: str
    calls: set = field(default_factory=set)
    writes: bool = False
    stores_rows: bool = False


@cache
def functions():
    """Give every function of the program by its full name."""
    found = {}
    for path in files_below("ivz", suffix=".py"):
        if "migrations" in path.parts or "tests" in path.parts:
            continue
        parts = path.relative_to(ROOT).with_suffix("").parts
        module = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        tree = ast.parse(path.read_text(encoding="utf-8"))
        known = names_in(tree, module)
        for node in tree.body:
            if isinstance(node, ast.FunctionDef):
                found[f"{module}.{node.name}"] = function_of(node, module, known)
    return found


def names_in(tree, module):
    """Give what each name in a module stands for: its own functions, and what it imports."""
    known = {node.name: f"{module}.{node.name}" for node in tree.body if hasattr(node, "name")}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            known |= {each.asname or each.name: f"{node.module}.{each.name}" for each in node.names}
    return known


def function_of(node, module, known):
    found = Function(name=f"{module}.{node.name}")
    for each in ast.walk(node):
        if isinstance(each, ast.Name) and each.id in known:
            found.calls.add(known[each.id])  # called, or handed on to be called
        if isinstance(each, ast.Attribute) and isinstance(each.value, ast.Name):
            found.calls.add(f"{known.get(each.value.id)}.{each.attr}")
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Attribute):
            found.writes |= each.func.attr in WRITES
            found.stores_rows |= is_about_rows(each)
    return found


def is_about_rows(call):
    """Tell whether a call stores rows: a dictionary is updated, a file saved, with something."""
    name = call.func.attr
    return name in WRITES and not (name in {"save", "update"} and call.args)


def reached_from(name):
    """Give the names of a function and of all it calls."""
    reached, waiting = set(), [name]
    while waiting:
        each = waiting.pop()
        if each not in reached:
            reached.add(each)
            waiting += functions()[each].calls if each in functions() else []
    return reached


def subject_and_room(name):
    subject, _, rest = name.removeprefix("ivz.").partition(".")
    return subject, rest.partition(".")[0]


def in_a_room_of_actions(name):
    return subject_and_room(name)[1] == "actions"


def stores(name):
    """Tell whether a function stores something, itself or through what it calls."""
    reached = {each for each in reached_from(name) if each in functions()}
    return any(functions()[each].writes for each in reached if not each.startswith(TRAIL))


def called_by_actions_only():
    """Give what other actions call and nobody else: a part of those, which leave the line."""
    by_actions, by_others = set(), set()
    for name, function in functions().items():
        (by_actions if in_a_room_of_actions(name) else by_others).update(function.calls - {name})
    return by_actions - by_others


@cache
def writing_actions():
    """Give the functions that store something, as pages, tasks and commands call them."""
    parts = called_by_actions_only()
    return sorted(
        name
        for name in functions()
        if in_a_room_of_actions(name)
        and not name.startswith(TRAIL)
        and not name.rpartition(".")[2].startswith("_")
        and name not in parts
        and stores(name)
    )


def leaves_a_line(name):
    return bool(reached_from(name) & AUDITS)


def test_every_action_that_writes_leaves_a_line():
    without = {name for name in writing_actions() if not leaves_a_line(name)}

    assert without == set(WITHOUT_A_LINE)


def test_the_actions_of_every_subject_are_found():
    rooms = {path.parent.name for path in (ROOT / "ivz").glob("*/actions.py")}
    rooms |= {path.parent.name for path in (ROOT / "ivz").glob("*/actions")}

    found = {subject_and_room(name)[0] for name in writing_actions()}

    assert len(writing_actions()) > 120
    assert rooms - found == {"audit"}


@cache
def callers():
    """Give by the name of each function those that call it."""
    found = {}
    for name, function in functions().items():
        for each in function.calls - {name}:
            found.setdefault(each, set()).add(name)
    return found


def beginnings(name):
    """Give from where a function is called in the end: by actions, or by what nobody here calls."""
    reached, waiting, found = set(), [name], set()
    while waiting:
        each = waiting.pop()
        above = set() if in_a_room_of_actions(each) else callers().get(each, set())
        if not above:
            found.add(each)
        waiting += above - reached
        reached |= above
    return found


def test_what_stores_rows_elsewhere_is_called_by_what_leaves_a_line():
    elsewhere = [
        name
        for name, function in functions().items()
        if function.stores_rows
        and not in_a_room_of_actions(name)
        and not name.startswith(MAKE_UP_DATA)
    ]

    begun = set().union(*(beginnings(name) for name in elsewhere))
    without = {name for name in begun if not in_a_room_of_actions(name) and not leaves_a_line(name)}

    assert len(elsewhere) > 20
    assert without == set(ELSEWHERE_WITHOUT_A_LINE)
