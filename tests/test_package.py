"""The package as it is installed: laid out as pyproject.toml says, away from the checkout, it finds all its data."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import graph

ROOT = Path(__file__).resolve().parent.parent


def project() -> dict[str, Any]:
    """What pyproject.toml says."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_an_installed_package_builds_the_seed_in_an_empty_folder(tmp_path: Path) -> None:
    wheel = project()["tool"]["hatch"]["build"]["targets"]["wheel"]
    site, empty = tmp_path / "site", tmp_path / "empty"
    for name in wheel["packages"]:
        shutil.copytree(ROOT / name, site / name, ignore=shutil.ignore_patterns("__pycache__", "data"))
    for source, target in wheel["force-include"].items():
        shutil.copytree(ROOT / source, site / target)
    empty.mkdir()
    environment = {
        **os.environ,
        "PYTHONPATH": str(site),
        "HOME": str(tmp_path / "nowhere"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    where = [sys.executable, "-c", "import graph; print(graph.__file__)"]
    built = [sys.executable, "-m", "graph", "build", "--out", "x"]
    ran = [
        subprocess.run(command, cwd=empty, env=environment, capture_output=True, encoding="utf-8", check=False)
        for command in (where, built)
    ]
    assert ran[0].stdout.strip() == str(site / "graph" / "__init__.py")
    assert (ran[1].returncode, ran[1].stderr) == (0, "")
    assert sorted(p.name for p in empty.iterdir()) == ["x"]
    assert not (tmp_path / "nowhere").exists()


def test_the_version_stands_in_one_place() -> None:
    settings = project()
    assert settings["project"]["dynamic"] == ["version"]
    assert settings["tool"]["hatch"]["version"]["path"] == "graph/__init__.py"
    held = [p for p in (ROOT / "graph").rglob("*.py") if f'"{graph.__version__}"' in p.read_text(encoding="utf-8")]
    assert held == [ROOT / "graph" / "__init__.py"]


def test_every_dependency_has_its_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    needed = project()["project"]
    for name in (*needed["dependencies"], *(n for extra in needed["optional-dependencies"].values() for n in extra)):
        (line,) = (line for line in text.splitlines() if f'"{name}"' in line)
        assert "#" in line, line
