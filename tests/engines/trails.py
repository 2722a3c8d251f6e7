"""Trails for tests: made by the engine, as bytes of the three files, and the program that checks them."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Any

from regiodialoog.engines import trail
from regiodialoog.engines.strict_json import BadInput
from regiodialoog.engines.trail_check import Checked, check

VERIFY = Path(__file__).resolve().parents[2] / "tools" / "verify.py"
MOMENT = "2026-09-14T10:00:00Z"


@dataclass
class Files:
    """The three files, as lines without their ends; ``seals`` as a value."""

    lines: list[bytes] = field(default_factory=list)
    seals: Any = field(default_factory=list)
    texts: list[bytes] = field(default_factory=list)

    def write(self, folder: Path) -> Path:
        folder.mkdir(exist_ok=True)
        (folder / "trail.jsonl").write_bytes(b"".join(line + b"\n" for line in self.lines))
        (folder / "seals.json").write_bytes(self.seals_file())
        (folder / "texts.jsonl").write_bytes(b"".join(line + b"\n" for line in self.texts))
        return folder

    def seals_file(self) -> bytes:
        return self.seals if isinstance(self.seals, bytes) else trail.canonical(self.seals)

    def edit(self, n: int, **changes: Any) -> None:
        """Change a line (from 1) as a clumsy forger would: canonical again, but with its old hash."""
        self.lines[n - 1] = trail.canonical(json.loads(self.lines[n - 1]) | changes)


def made(events: Sequence[dict[str, Any]], *, seal_at: Sequence[int] = (), texts: dict[int, str | None] | None = None):
    """``events``: what differs from an ordinary line; ``texts``: by number of the line, None for an erased one."""
    files, prev, tree = Files(), trail.START, trail.Tree(0, ())
    for n, event in enumerate(events, 1):
        given = {"at": MOMENT, "kind": "proef.gebeurd", "subject": f"proef:{n}", "actor_role": "bureau", "data": {}}
        text = ""
        if texts and n in texts:
            salt, words = bytes([n % 256]) * 32, texts[n]
            text = trail.text_sha256(salt, "weg" if words is None else words)
            whole = {"sha256": text, "salt": salt.hex(), "text": words}
            files.texts.append(trail.canonical({"sha256": text, "erased": True} if words is None else whole))
        line = trail.make_line(n=n, prev=prev, text=text, **(given | event))
        prev = line["sha256"]
        files.lines.append(trail.canonical(line))
        tree = tree.grown([files.lines[-1]])
        if n in seal_at or n == len(events):
            files.seals.append(trail.make_seal(tree, MOMENT))
    return files


def engine(files: Files) -> tuple[int, str, Checked | None]:
    """What the engine says: exit status, words, and what it checked."""
    try:
        lines, texts = ([each + b"\n" for each in part] for part in (files.lines, files.texts))
        found = check(lines, files.seals_file(), texts)
    except BadInput as error:
        return 2, str(error), None
    return (1, str(found.fault), found) if found.fault else (0, "", found)


def program(folder: Path, *options: str) -> "subprocess.CompletedProcess[str]":
    """What ``stranger`` gives, without starting Python anew for each of hundreds of forgeries."""
    given, here = sys.argv, Path.cwd()
    written = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _stream in range(2)]
    if folder.is_dir():
        os.chdir(folder)
    sys.argv = [str(VERIFY), str(folder), "--english", *options]
    try:
        with redirect_stdout(written[0]), redirect_stderr(written[1]):
            exec(_compiled(), {"__name__": "__main__", "__file__": str(VERIFY)})
    except SystemExit as ended:
        status = int(ended.code or 0)
    finally:
        sys.argv = given
        os.chdir(here)
    told = [stream.buffer.getvalue().decode() for stream in written]  # type: ignore[attr-defined]
    return subprocess.CompletedProcess([str(VERIFY)], status, *told)


@cache
def _compiled() -> CodeType:
    return compile(VERIFY.read_bytes(), str(VERIFY), "exec")


def stranger(folder: Path, *options: str) -> "subprocess.CompletedProcess[str]":
    """tools/verify.py as a stranger runs it: no project, no packages, in a folder elsewhere."""
    return subprocess.run(
        [sys.executable, "-I", "-S", str(VERIFY), str(folder), "--english", *options],
        cwd=folder if folder.is_dir() else None,
        env={},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
