"""What holds for the code as a whole: layers, sizes, languages, imports, words for people, and the top of the tree."""

from __future__ import annotations

import ast
import io
import json
import re
import string
import subprocess
import sys
import tokenize
from pathlib import Path

import pytest

from graph.messages import LANGUAGES, table

ROOT = Path(__file__).resolve().parent.parent
GRAPH = ROOT / "graph"
FILES = sorted(GRAPH.rglob("*.py"))
ASSETS = sorted(p for p in GRAPH.rglob("*") if p.suffix in (".js", ".html", ".css") and "data" not in p.parts)
HAN = re.compile("[\u3400-\u9fff]")
TOP = {"graph", "ontology", "seeds", "tests", "LICENSE", "README.md", "pyproject.toml"}

# Each layer may import from the layers above it in this list, never from its own neighbours or from below.
LAYERS = (
    {"errors", "model"},
    {"resources", "files", "jsontext", "memory"},
    {"messages", "vocabulary"},
    {"text"},
    {"mentions"},
    {"facts"},
    {"rdf"},
    {"store"},
    {"query", "review", "evaluate", "analyse", "explore"},
    {"check"},
    {"pipeline"},
    {"summary", "terminal", "serve"},
    {"options"},
    {"cli"},
    {"__main__"},
)
LEVEL = {name: number for number, names in enumerate(LAYERS) for name in names}
HEAVY = {
    *("rdflib", "networkx", "pyvis", "pyoxigraph", "opencc", "numpy", "pyshacl", "ahocorasick_rs"),
    *("jinja2", "uvicorn", "urllib3", "sqlite3", "scipy", "networkit"),
}


def name_of(file: Path) -> str:
    """The path of a file as a test's name."""
    return file.relative_to(ROOT).as_posix()


def parsed(file: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(file.read_text(encoding="utf-8"))


def imported(file: Path) -> set[str]:
    """The modules of the package that a file imports, at its top or in a function, without `graph.`."""
    found = set()
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.ImportFrom) and node.module == "graph":
            found |= {alias.name for alias in node.names if not alias.name.startswith("__")}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("graph."):
            found.add(str(node.module).removeprefix("graph."))
        elif isinstance(node, ast.Import):
            found |= {alias.name.removeprefix("graph.") for alias in node.names if alias.name.startswith("graph.")}
        assert not (isinstance(node, ast.ImportFrom) and node.level), f"{name_of(file)} imports relatively"
    return found


def part_of(file: Path) -> str:
    """The folder or module directly below the package that a file belongs to."""
    return file.relative_to(GRAPH).parts[0].removesuffix(".py")


def test_every_part_of_the_package_has_its_layer() -> None:
    parts = {part_of(file) for file in FILES} - {"__init__"}
    assert parts - LEVEL.keys() == set()
    assert {name for names in LAYERS for name in names} == parts


@pytest.mark.parametrize("file", [f for f in FILES if part_of(f) != "__init__"], ids=name_of)
def test_imports_point_down(file: Path) -> None:
    own = part_of(file)
    targets = {module for module in imported(file) if module.partition(".")[0] != own}
    assert {m for m in targets if LEVEL[m.partition(".")[0]] >= LEVEL[own]} == set()


@pytest.mark.parametrize("module", ["graph", "graph.cli"])
def test_importing_loads_nothing_heavy_and_reads_no_file(module: str) -> None:
    code = (
        "import sys, json; opened = []\n"
        "sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == 'open' else None)\n"
        f"import {module}\n"
        "print(json.dumps([sorted({name.partition('.')[0] for name in sys.modules}), opened]))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    loaded, opened = json.loads(ran.stdout)
    assert HEAVY & set(loaded) == set()
    assert [path for path in opened if Path(path).suffix in (".ttl", ".toml", ".txt", ".csv", ".rq", ".peg")] == []


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_a_file_has_at_most_400_lines_and_a_function_50(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count("\n") <= 400
    functions = [n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = {f.name: (f.end_lineno or 0) - f.lineno + 1 for f in functions}
    assert {name: lines for name, lines in long.items() if lines > 50} == {}


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_python_holds_no_chinese_outside_docstrings_and_comments(file: Path) -> None:
    tree = parsed(file)
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        node.body[0].lineno
        for node in ast.walk(tree)
        if isinstance(node, documented) and ast.get_docstring(node, clean=False) is not None
    }
    kept = (tokenize.STRING, tokenize.NAME, getattr(tokenize, "FSTRING_MIDDLE", -1))
    lines = io.StringIO(file.read_text(encoding="utf-8"))
    tokens = [t for t in tokenize.generate_tokens(lines.readline) if t.type in kept]
    literals = [t for t in tokens if t.start[0] not in docstrings]
    assert [t.string for t in literals if HAN.search(t.string)] == []


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_everything_public_has_a_docstring(file: Path) -> None:
    bare = []

    def visit(node: ast.AST, path: str) -> None:
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and not ast.get_docstring(node):
            bare.append(path)
        for child in ast.iter_child_nodes(node):
            inner = isinstance(child, ast.ClassDef | ast.FunctionDef) and not isinstance(node, ast.FunctionDef)
            if inner and not child.name.startswith("_"):  # type: ignore[attr-defined]  # a class or function
                visit(child, f"{path}.{child.name}")  # type: ignore[attr-defined]  # likewise

    visit(parsed(file), name_of(file))
    assert bare == []


def test_the_top_of_the_tree_holds_only_what_was_agreed() -> None:
    git = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if git.returncode == 0:
        held = {line.partition("/")[0] for line in git.stdout.splitlines()}
    else:  # an unpacked archive
        held = {path.name for path in ROOT.iterdir() if path.name not in ("PKG-INFO", "out", "build", "dist")}
    assert {name for name in held if not name.startswith(".")} == TOP


def test_every_message_exists_in_both_languages_with_the_same_places_to_fill() -> None:
    messages = [(f"{section}.{key}", entry) for section, keys in table().items() for key, entry in keys.items()]
    assert len(messages) > 50
    wrong = [
        key
        for key, entry in messages
        if set(entry) != set(LANGUAGES) or not all(entry.values()) or len({fields(t) for t in entry.values()}) > 1
    ]
    assert wrong == []


def fields(text: str) -> frozenset[str]:
    """The names in braces of a message."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)


def composed() -> list[re.Pattern[str]]:
    """The keys that the code composes, as patterns: f"finding.{kind}" may be any finding that the code names."""
    strings = (node for file in FILES for node in ast.walk(parsed(file)) if isinstance(node, ast.JoinedStr))
    parts = (
        "".join(re.escape(str(p.value)) if isinstance(p, ast.Constant) else r"(.+)" for p in s.values) for s in strings
    )
    scripts = [found for file in ASSETS for found in re.findall(r"\bsay\(`(\w+)\$\{", file.read_text(encoding="utf-8"))]
    pages = (found for file in ASSETS for found in re.findall(r'say\("([\w.]+)" ~', file.read_text(encoding="utf-8")))
    patterns = [
        *parts,
        *(rf"{section}\.{script}(.+)" for section in ("explore", "serve") for script in scripts),
        *(rf"{re.escape(page)}(.+)" for page in pages),
    ]
    return [re.compile(part) for part in patterns if re.match(r"\w+\\\.", part)]


def test_every_message_is_used() -> None:
    code = "\n".join(file.read_text(encoding="utf-8") for file in (*FILES, *ASSETS))
    words = set(re.findall(r"[\w-]+", code))
    patterns = composed()

    def used(key: str) -> bool:
        found = [match for pattern in patterns if (match := pattern.fullmatch(key))]
        return (
            f'"{key}"' in code or key.partition(".")[2] in words or any(words >= set(match.groups()) for match in found)
        )

    keys = {f"{section}.{key}" for section, entries in table().items() for key in entries}
    assert {key for key in keys if not used(key)} == set()


def test_every_message_that_is_asked_for_exists() -> None:
    whole = {f"{section}.{key}" for section, keys in table().items() for key in keys}
    asked = {
        node.args[0].value
        for file in FILES
        for node in ast.walk(parsed(file))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", getattr(node.func, "attr", "")) == "say"
        and node.args
        if isinstance(node.args[0], ast.Constant)
    }
    assert len(asked) > 20
    assert {key for key in asked if "." in str(key)} - whole == set()
