"""Documents that are made from the code: a test compares them, and writes them when asked to."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def assert_document(name: str, made: str) -> None:
    """Fail if docs/<name> is not what the code says; with REGIODIALOOG_UPDATE_DOCS=1 write it instead."""
    path = ROOT / "docs" / name
    if os.environ.get("REGIODIALOOG_UPDATE_DOCS"):
        path.write_text(made, encoding="utf-8")
    written = path.read_text(encoding="utf-8") if path.exists() else ""
    assert written == made, (
        f"docs/{name} is not what the code does now. Look at the difference: is it meant? "
        f"Then write it with REGIODIALOOG_UPDATE_DOCS=1 ./dev test -k {path.stem} and commit it."
    )
