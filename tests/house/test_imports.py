"""Imports point down: the contracts hold, every feature stands on a floor, and nothing goes in a circle."""

import graphlib
import subprocess
import sys
import tomllib
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parents[2]
LINTER = Path(sys.executable).with_name("lint-imports")


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("regiodialoog", cache_dir=None)


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [LINTER, "--no-cache", "--no-logo", "--config", ROOT / "pyproject.toml"],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_contracts_hold():
    result = lint(ROOT)
    assert result.returncode == 0, (
        "Imports point down (docs/rules.md). Lift the code to the floor that may know both, or let the upper feature "
        f"register a panel or a listener.\n{result.stdout}{result.stderr}"
    )


def test_no_file_imports_in_a_circle(graph):
    circle = _circle(graph)
    assert not circle, f"These files import each other in a circle: {' – '.join(circle)}"


def test_every_feature_stands_on_a_floor(graph):
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    floors = next(contract for contract in contracts if contract["id"] == "floors")
    named = {name.strip(" ()") for layer in floors["layers"] for name in layer.split("|")}
    found = {name.removeprefix("regiodialoog.") for name in graph.find_children("regiodialoog")}
    assert found <= named, f"{sorted(found - named)} stands on no floor: give it one in pyproject.toml, with an ADR"


@pytest.mark.parametrize(
    ("where", "line", "contract"),
    [
        ("core/house_probe.py", "import regiodialoog.cli", "Imports point down the floors"),
        ("probe/__init__.py", "", "Imports point down the floors"),
        ("engines/house_probe.py", "import sqlalchemy", "Engines are pure"),
        ("engines/house_probe.py", "import regiodialoog.core.clock", "Imports point down the floors"),
        ("audit/models/house_probe.py", "import flask", "Models, queries, events, policy and actions"),
        ("audit/models/house_probe.py", "import regiodialoog.audit.views", "Imports point down the rooms"),
        ("core/house_probe.py", "import wsgi", "Nothing imports the file that starts the server"),
    ],
)
def test_a_broken_contract_is_found(tmp_path, where, line, contract):
    """Each contract is seen to break, in a copy that has nothing but the packages and one wrong import."""
    for folder in ("", "core", "cli", "engines", "audit", "audit/models"):
        (tmp_path / "regiodialoog" / folder).mkdir(exist_ok=True)
        (tmp_path / "regiodialoog" / folder / "__init__.py").touch()
    for name in ("core/clock.py", "audit/views.py"):
        (tmp_path / "regiodialoog" / name).touch()
    assert lint(tmp_path).returncode == 0
    wrong = tmp_path / "regiodialoog" / where
    wrong.parent.mkdir(exist_ok=True)
    wrong.write_text(line + "\n")
    result = lint(tmp_path)
    assert result.returncode == 1, result.stderr
    assert f"{contract} BROKEN" in " ".join(result.stdout.split()) or any(
        found.startswith(contract) and found.endswith("BROKEN") for found in result.stdout.splitlines()
    ), result.stdout


def _circle(graph: grimp.ImportGraph) -> list[str]:
    """The files of one circle, in order, or nothing."""
    order = graphlib.TopologicalSorter({m: graph.find_modules_directly_imported_by(m) for m in sorted(graph.modules)})
    try:
        order.prepare()
    except graphlib.CycleError as error:
        return list(error.args[1])
    return []


def test_a_circle_is_found():
    graph = grimp.ImportGraph()
    for importer, imported in (("a", "b"), ("b", "c"), ("c", "b"), ("c", "d")):
        graph.add_import(importer=importer, imported=imported)
    assert set(_circle(graph)) == {"b", "c"}


def test_the_site_starts_without_the_libraries_that_only_draws_and_paper_need() -> None:
    """They take forty megabytes and half a second in every process of the server."""
    asked = "import sys, regiodialoog.app; print(*{'highspy', 'numpy', 'scipy', 'typst'} & set(sys.modules))"
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=ROOT)
    assert said.stdout.split() == []
