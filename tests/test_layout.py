"""The shape of the project: who may import whom, what lies where, one version, no foreign paths."""

from __future__ import annotations

import ast
import importlib.metadata
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from assistant.settings import CHECKOUT

PACKAGES = ("assistant", "ingest", "evals")
TOP_LEVEL = {
    *PACKAGES,
    ".ci",
    ".gitignore",
    ".streamlit",
    "CHANGELOG.md",
    "Makefile",
    "README.md",
    "corpus",
    "docs",
    "pyproject.toml",
    "requirements-dev.lock",
    "requirements.lock",
    "streamlit_app.py",
    "tests",
}
MAY_IMPORT = {
    "assistant": {"assistant"},
    "ingest": {"assistant", "ingest"},
    "evals": {"assistant", "ingest", "evals"},
}
LONGEST_MODULE = 400  # lines; most are far shorter
JUNK_DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "service"}
TEXTS = {".py", ".md", ".toml", ".lock", ".yaml", ".yml", ".json", ".jsonl", ".css", ".js", ".html"}
TEXTS |= {".txt", ""}

PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def ignored() -> list[str]:
    """The patterns that keep a file or folder out of the project."""
    lines = (CHECKOUT / ".gitignore").read_text(encoding="utf-8").splitlines()
    return [".git", *(line.strip().rstrip("/") for line in lines if line.strip())]


def files(folder: Path = CHECKOUT) -> Iterator[Path]:
    """Every file of the project below a folder."""
    patterns = ignored()
    for path in sorted(folder.iterdir()):
        if any(fnmatch(path.name, pattern) for pattern in patterns):
            continue
        if path.is_dir():
            yield from files(path)
        else:
            yield path


@cache
def modules() -> list[Path]:
    """Every module of the three packages."""
    return [path for name in PACKAGES for path in files(CHECKOUT / name) if path.suffix == ".py"]


def texts() -> list[Path]:
    """Every file of ours that is read as text; the essays and test data are others' words."""
    others = (CHECKOUT / "corpus", CHECKOUT / "tests" / "data")
    return [
        path
        for path in files()
        if path.suffix in TEXTS and not any(path.is_relative_to(folder) for folder in others)
    ]


@cache
def imported(path: Path) -> set[str]:
    """The top-level names that a module imports anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add("." * node.level + (node.module or "").partition(".")[0])
    return found


def named(path: Path) -> str:
    return path.relative_to(CHECKOUT).as_posix()


def test_the_probe_sees_imports_inside_functions() -> None:
    assert {"assistant", "ingest"} <= imported(CHECKOUT / "streamlit_app.py")


def test_imports_point_one_way() -> None:
    wrong = [
        (named(path), name)
        for path in modules()
        for name in imported(path) & {*PACKAGES, "tests", "streamlit_app"}
        if name not in MAY_IMPORT[path.relative_to(CHECKOUT).parts[0]]
    ]
    assert wrong == []


def test_only_the_screens_and_the_app_know_streamlit() -> None:
    knowing = {named(path) for path in modules() if "streamlit" in imported(path)}
    assert {name for name in knowing if not name.startswith("assistant/ui/")} == set()


def test_the_top_level_holds_what_was_agreed() -> None:
    patterns = ignored()
    found = {
        path.name
        for path in CHECKOUT.iterdir()
        if not any(fnmatch(path.name, pattern) for pattern in patterns)
    }
    assert found - TOP_LEVEL == set()
    assert TOP_LEVEL - found <= {"docs"}


def test_no_module_is_too_long_to_read_at_a_sitting() -> None:
    lengths = {named(path): len(path.read_text(encoding="utf-8").split("\n")) for path in modules()}
    assert {name: n for name, n in lengths.items() if n > LONGEST_MODULE + 1} == {}


def test_no_module_is_a_junk_drawer() -> None:
    assert [named(path) for path in modules() if path.stem in JUNK_DRAWERS] == []


def test_the_version_is_said_once() -> None:
    version = PROJECT["version"]
    changes = (CHECKOUT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## \[(\d[^]]*)\]", changes, re.MULTILINE)[0] == version
    repeated = [
        named(path)
        for path in modules()
        if re.search(rf"""__version__|["']{re.escape(version)}["']""", path.read_text("utf-8"))
    ]
    assert repeated == []


def test_no_text_names_a_machine_or_a_registry() -> None:
    machine = "|".join(["/" + "work/", "/" + "root/", "/" + r"home/\w", r"\b[A-Z]:\\\\Users"])
    registry = "|".join(["py" + r"pi\.org", "python" + "hosted", "download" + r"\.pytorch"])
    registry += "|" + "--(extra-)?" + "index-url|--find" + "-links"
    pattern = re.compile(f"{machine}|{registry}")
    found = [
        f"{named(path)}:{number}: {line.strip()[:80]}"
        for path in texts()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]
    assert found == []


def locked(name: str) -> dict[str, str]:
    """The versions of a lock file; every line of it must be a plain pin."""
    lines = (CHECKOUT / name).read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#") and line != "-r requirements.lock"]
    assert [line for line in pins if not re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.]*", line)] == []
    return dict(line.split("==") for line in pins)


def test_the_lock_holds_every_requirement_and_no_gpu_library() -> None:
    base = locked("requirements.lock")
    everything = base | locked("requirements-dev.lock")
    for requirement in map(Requirement, PROJECT["dependencies"]):
        assert requirement.specifier.contains(base[name_of(requirement)]), requirement
    for requirement in map(Requirement, PROJECT["optional-dependencies"]["dev"]):
        assert requirement.specifier.contains(everything[name_of(requirement)]), requirement
    assert [name for name in everything if re.match(r"nvidia|cuda|triton", name)] == []


def name_of(requirement: Requirement) -> str:
    return re.sub(r"[-_.]+", "-", requirement.name).lower()


def test_what_is_installed_is_what_is_locked() -> None:
    everything = locked("requirements.lock") | locked("requirements-dev.lock")
    installed = {name: importlib.metadata.version(name).partition("+")[0] for name in everything}
    assert installed == everything


def test_no_foreign_package_takes_our_names() -> None:
    code = f"import importlib.util as u\nfor n in {PACKAGES!r}: print(u.find_spec(n).origin)"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, cwd=CHECKOUT, check=True)
    assert done.stdout.split() == [str(CHECKOUT / name / "__init__.py") for name in PACKAGES]
    foreign = importlib.metadata.packages_distributions()
    assert {name: foreign[name] for name in PACKAGES if name in foreign} == {}


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The names of the files that the built wheel carries."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, capture_output=True, cwd=CHECKOUT, check=True)
    (built,) = folder.iterdir()
    assert built.name == f"strategy_debate-{PROJECT['version']}-py3-none-any.whl"
    return zipfile.ZipFile(built).namelist()


def test_the_wheel_carries_the_packages_with_their_data(wheel: list[str]) -> None:
    ours = {named(path) for name in PACKAGES for path in files(CHECKOUT / name)}
    carried = {name for name in wheel if ".dist-info/" not in name}
    assert {name for name in carried if not name.startswith(PACKAGES)} == set()
    assert ours - carried == set()


@cache
def imports_at_run_time() -> dict[str, set[str]]:
    """Every module of ours and those of ours that it imports, types left out."""
    modules = {
        ".".join(path.relative_to(CHECKOUT).with_suffix("").parts).removesuffix(".__init__"): path
        for package in PACKAGES
        for path in (CHECKOUT / package).rglob("*.py")
    }

    def imported(node: ast.AST) -> Iterator[str]:
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            return
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in modules else node.module
        for child in ast.iter_child_nodes(node):
            yield from imported(child)

    return {
        name: set(imported(ast.parse(path.read_text(encoding="utf-8")))) & (set(modules) - {name})
        for name, path in modules.items()
    }


def circles(graph: dict[str, set[str]]) -> set[str]:
    """What is left when whoever imports nobody that is left is taken away again and again."""
    left = {name: set(others) for name, others in graph.items()}
    while free := {name for name, others in left.items() if not others & set(left)}:
        left = {name: others for name, others in left.items() if name not in free}
    return set(left)


def test_no_module_imports_itself_by_way_of_others() -> None:
    assert circles({"a": {"b"}, "b": {"a"}, "c": {"a"}, "d": set()}) == {"a", "b", "c"}
    assert circles(imports_at_run_time()) == set()


def test_no_package_imports_itself_by_way_of_others() -> None:
    folders = {"checking", "history", "retrieval", "ui", "understanding", "writers"}
    graph: dict[str, set[str]] = {folder: set() for folder in folders}
    for name, others in imports_at_run_time().items():
        home = ([*name.split("."), ""])[1]
        if home in folders:
            graph[home] |= {([*other.split("."), ""])[1] for other in others} & (folders - {home})
    assert circles(graph) == set()
    assert graph["writers"]


def test_only_understanding_reads_what_was_typed() -> None:
    """Later stages know a question by what was understood of it, never by its words."""
    read = []
    for folder in ("retrieval", "writers"):
        for path in sorted((CHECKOUT / "assistant" / folder).rglob("*.py")):
            if path.parent.name == "model":  # a chat model is given the question itself
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Attribute) and node.attr in {"text", "standalone"}:
                    owner = node.value
                    name = getattr(owner, "attr", getattr(owner, "id", ""))
                    if node.attr == "standalone" or name in {"question", "asked", "previous"}:
                        read.append(f"{path.name}:{node.lineno}")
    assert read == []


@pytest.mark.xdist_group("heeded")
def test_groups_of_tests_are_heeded(request: pytest.FixtureRequest) -> None:
    """Of some versions of pytest xdist heeds none, and says nothing."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        assert request.node.nodeid.endswith("@heeded")
