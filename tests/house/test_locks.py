"""What is installed is what the lock files say, and they name no place to fetch it from."""

import json
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import grimp
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def pins(name: str) -> dict[str, Version]:
    text = (ROOT / name).read_text()
    return {canonicalize_name(package): Version(version) for package, version in PINNED.findall(text)}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_file_holds_no_address(name):
    text = (ROOT / name).read_text()
    assert "://" not in text
    assert not re.search(r"^\s*--(?!hash=)", text, re.MULTILINE)


def test_the_lock_of_node_says_what_but_not_where():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert not [name for name, entry in packages.items() if "resolved" in entry]
    assert "://" not in json.dumps([{**entry, "funding": None} for entry in packages.values()])
    assert not [name for name, entry in packages.items() if name and "integrity" not in entry]


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_hashes(name):
    blocks = re.split(r"\n(?=[A-Za-z0-9])", (ROOT / name).read_text())
    bare = [block.split("\n")[0] for block in blocks if PINNED.match(block) and "--hash=sha256:" not in block]
    assert not bare


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        (LOCKS[0], PROJECT["project"]["dependencies"]),
        (LOCKS[1], PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"]),
    ],
    ids=LOCKS,
)
def test_the_lock_answers_every_wish_of_pyproject(lock, wanted):
    locked = pins(lock)
    wrong = []
    for line in wanted:
        wish = Requirement(line)
        version = locked.get(canonicalize_name(wish.name))
        if version is None or version not in wish.specifier:
            wrong.append(f"{line} is locked at {version}")
    assert not wrong, f"{lock} is behind pyproject.toml: run ./dev lock. {wrong}"


def test_both_environments_run_the_same_versions():
    run, dev = (pins(name) for name in LOCKS)
    assert {name: version for name, version in run.items() if dev.get(name) != version} == {}


@pytest.fixture(scope="module")
def imported() -> dict[str, set[str]]:
    """The foreign packages that the product imports, each with the names under which it is installed."""
    graph = grimp.build_graph("regiodialoog", include_external_packages=True, cache_dir=None)
    foreign = {name.partition(".")[0] for name in graph.modules} - {"regiodialoog"} - set(sys.stdlib_module_names)
    owners = packages_distributions()
    return {name: {canonicalize_name(owner) for owner in owners.get(name, ())} for name in sorted(foreign)}


def test_the_product_imports_nothing_that_only_developers_have(imported):
    locked = pins(LOCKS[0]).keys()
    missing = [name for name, owners in imported.items() if not owners & locked]
    assert not missing, f"{missing} is not in requirements.lock: add it to the dependencies and run ./dev lock"


def test_what_the_product_imports_it_asks_for_by_name(imported):
    asked = {canonicalize_name(Requirement(line).name) for line in PROJECT["project"]["dependencies"]}
    borrowed = [name for name, owners in imported.items() if not owners & asked]
    assert not borrowed, f"{borrowed} comes along with another package by chance: name it in pyproject.toml"
