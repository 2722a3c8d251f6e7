"""The wheel is the whole product: installed in an empty environment, somewhere else, it serves the home page."""

import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.request
import venv
import zipfile
from contextlib import closing
from pathlib import Path
from socket import socket

import pytest

from tests.support.html import check_page
from tests.support.server import environment

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    built = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT],
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """The bin folder of an environment with the wheel and the locked packages, and no way to the source tree."""
    home = tmp_path_factory.mktemp("empty")
    venv.create(home / "env", with_pip=False, symlinks=True)
    site = Path(sysconfig.get_path("purelib", vars={"base": str(home / "env"), "platbase": str(home / "env")}))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    # The locked packages come from the environment of the tests; its own way to the source tree is not followed,
    # because .pth files count only in a site folder.
    bin_dir = home / "env" / "bin"
    (bin_dir / "packages").write_text(sysconfig.get_path("purelib"))
    return bin_dir


def run(installed: Path, tmp_path: Path, *args: str, **more: str) -> "subprocess.Popen[str]":
    settings = environment("", tmp_path / "instance", **more)
    settings |= {"PYTHONPATH": (installed / "packages").read_text(), "PYTHONSAFEPATH": "1"}
    return subprocess.Popen(
        [installed / "python", *args],
        env=settings,
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_it_carries_everything_that_the_source_tree_has(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for folder, place in (("templates", "templates"), ("migrations", "migrations"), ("regiodialoog/static", "static")):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                assert f"regiodialoog/{place}/{path.relative_to(ROOT / folder).as_posix()}" in names
    for catalogue in (ROOT / "translations").rglob("*.po"):
        assert f"regiodialoog/translations/{catalogue.relative_to(ROOT / 'translations').as_posix()}" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert {f"regiodialoog/{name}" for name in ("tools/verify.py", "docs/draw.md", "docs/loting.md")} <= names
    assert not [name for name in names if name.startswith(("tests/", "tools/", "benchmarks/"))]


def test_it_is_not_the_source_tree_that_runs(installed, tmp_path):
    process = run(installed, tmp_path, "-c", "import regiodialoog; print(regiodialoog.__file__)")
    out, _ = process.communicate(timeout=60)
    assert Path(out.strip()).is_relative_to(installed.parent), out


def test_it_serves_the_home_page_from_an_empty_environment(installed, tmp_path):
    upgrade = run(installed, tmp_path, "-m", "regiodialoog", "db", "upgrade")
    out, _ = upgrade.communicate(timeout=120)
    assert upgrade.returncode == 0, out
    with closing(socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = run(installed, tmp_path, "-m", "regiodialoog", "serve", "--port", str(port), REGIODIALOOG_WORKERS="1")
    try:
        site = f"http://127.0.0.1:{port}"
        tree = check_page(_fetch(f"{site}/", server))
        parts = tree.xpath("//link[@rel='stylesheet']/@href | //script/@src")
        assert parts
        for address in parts:
            assert _fetch(site + address, server)
    finally:
        server.terminate()
        server.communicate(timeout=30)


def _fetch(url: str, server: "subprocess.Popen[str]") -> str:
    for _ in range(200):
        assert server.poll() is None, server.communicate()[0]
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return str(answer.read().decode())
        except urllib.error.HTTPError:
            raise
        except OSError:
            time.sleep(0.05)
    raise AssertionError(f"{url} did not answer")
