"""The script of all commands, on a machine that lacks something."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APT = """#!/bin/bash
echo "$@" >>"{told}"
[ "$1" = install ] || exit 0
[[ " $* " = *" {known} "* ]] || exit 100
printf '#!/bin/bash\\n' >"{bin}/{known}" && chmod +x "{bin}/{known}"
"""


@pytest.fixture(params=["chromium-headless-shell", "chromium"])
def machine(request, tmp_path):
    """Every program of this machine but a browser, somebody who is root, and an apt-get that knows one browser and only
    notes what it did."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for folder in reversed(os.environ["PATH"].split(os.pathsep)):
        for program in Path(folder).glob("*"):
            (programs / program.name).unlink(missing_ok=True)
            (programs / program.name).symlink_to(program)
    for name in ("chromium-headless-shell", "chromium", "chromium-browser", "id", "apt-get"):
        (programs / name).unlink(missing_ok=True)
    for name, script in {"id": "#!/bin/bash\necho 0\n", "apt-get": APT}.items():
        (programs / name).write_text(script.format(told=tmp_path / "told", bin=programs, known=request.param))
        (programs / name).chmod(0o755)
    return tmp_path


def test_the_tests_install_the_browser_that_a_fresh_machine_lacks(machine):
    given = {name: value for name, value in os.environ.items() if name != "REGIODIALOOG_CHROMIUM"}
    done = subprocess.run(
        ["bash", str(ROOT / "dev"), "test", "--version"],
        env=given | {"PATH": str(machine / "bin")},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "install" in (machine / "told").read_text()
    assert list((machine / "bin").glob("chromium*"))


def test_what_python_compiled_is_kept_where_the_machine_says_not_to():
    done = subprocess.run(
        [
            "bash",
            str(ROOT / "dev"),
            "run",
            "python",
            "-c",
            "import sys; print(sys.dont_write_bytecode, sys.pycache_prefix)",
        ],
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["False", str(ROOT / ".cache" / "python")]
