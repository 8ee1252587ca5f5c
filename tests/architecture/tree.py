"""The files of the repository, without what is made from them."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
MADE = {".git", ".venv", "build", "data", "node_modules", "__pycache__", ".hypothesis"}
CACHES = {".mypy_cache", ".ruff_cache", ".pytest_cache", ".import_linter_cache"}
SOURCE_ROOTS = ("ivz", "safetystats", "config", "benchmarks")


def files_below(*places, suffix=""):
    """Return the files of the repository below these places, in a fixed order."""
    found = []
    for place in places or (".",):
        start = ROOT / place
        found += [start] if start.is_file() else walk(start)
    return sorted(path for path in found if path.name.endswith(suffix))


def walk(directory):
    for path in directory.iterdir():
        if path.is_dir():
            is_ours = path.name not in CACHES and (
                path.name not in MADE or (path.name == "data" and path.parent != ROOT)
            )
            if is_ours:
                yield from walk(path)
        elif path.suffix not in {".mo", ".pyc"} and path.name != ".git":  # a worktree has a file
            yield path


def text_of(path):
    """Return the text of a file; empty for a picture or another binary."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def named(path):
    return str(path.relative_to(ROOT))


def subjects():
    """Return the directories of the subjects."""
    return [path.parent for path in sorted((ROOT / "ivz").glob("*/__init__.py"))]
