"""No file so long that nobody reads it to the end."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 400
DATA = ("migrations/versions/", "regiodialoog/cli/demo_data/", "tools/verify.py")  # the last: one file on purpose


def own_files(suffix: str) -> list[Path]:
    """The project's own files, as git would take them: nothing ignored, nothing installed."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", f"*{suffix}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]


def test_no_file_is_longer_than_four_hundred_lines():
    lengths = {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8").count("\n")
        for path in own_files(".py")
        if not path.relative_to(ROOT).as_posix().startswith(DATA)
    }
    assert lengths
    long = {name: lines for name, lines in lengths.items() if lines > LIMIT}
    assert not long, f"Split by subject; a room may become a folder of its name: {long}"
