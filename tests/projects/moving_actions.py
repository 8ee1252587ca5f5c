"""Find the actions that set a status, by reading their source."""

import ast
from collections.abc import Iterator

from tests.architecture.tree import ROOT

FIELDS = {"state", "conclusion", "reported_on"}
Name = tuple[str, str]  # module and function


def moving_actions() -> set[str]:
    """Give the actions that set a status, themselves or by one they call, as ``module.name``.

    What a decision calls is no act by itself: the questions of decisions name that.
    """
    functions = dict(_functions())
    moving = {name for name, (node, _called) in functions.items() if _sets_status(node)}
    found = -1
    while found != len(moving):
        found = len(moving)
        moving |= {name for name, (_node, called) in functions.items() if called & moving}
    return {f"{module}.{name}" for module, name in moving if _is_act(functions[module, name][0])}


def _functions() -> Iterator[tuple[Name, tuple[ast.FunctionDef, set[Name]]]]:
    for path in sorted((ROOT / "ivz" / "projects" / "actions").glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        imported = {
            alias.asname or alias.name: (node.module.rsplit(".", 1)[-1], alias.name)
            for node in tree.body
            if isinstance(node, ast.ImportFrom) and node.module
            for alias in node.names
        }
        for node in tree.body:
            if isinstance(node, ast.FunctionDef):
                calls = (each for each in ast.walk(node) if isinstance(each, ast.Call))
                names = {each.func.id for each in calls if isinstance(each.func, ast.Name)}
                called = {imported.get(name, (path.stem, name)) for name in names}
                yield (path.stem, node.name), (node, called)


def _sets_status(function: ast.FunctionDef) -> bool:
    """Tell whether it assigns one of the fields, or updates rows with one."""
    return any(
        _is_assigned(node) or _is_updated(node) or _is_a_moved_paper(node)
        for node in ast.walk(function)
    )


def _is_a_moved_paper(node: ast.AST) -> bool:
    """Tell whether it is a call of what moves a paper, whichever subject that is of."""
    moving = {"papers.send", "papers.move", "papers.note_adopted"}
    return isinstance(node, ast.Call) and ast.unparse(node.func) in moving


def _is_assigned(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and node.attr in FIELDS
    )


def _is_updated(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    return node.func.attr == "update" and bool(FIELDS & {each.arg for each in node.keywords})


def _is_act(function: ast.FunctionDef) -> bool:
    """Tell whether somebody can take it: such a function is one transaction."""
    return any(ast.unparse(each) == "transaction.atomic" for each in function.decorator_list)
