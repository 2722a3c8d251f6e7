"""The draw of the demonstration, as everybody can download it, held against the program that shares nothing with us."""

import json
import subprocess
import sys
from pathlib import Path

from flask import Flask

ROOT = Path(__file__).resolve().parents[2]
DRAW = "/themas/water-in-de-wijk/loting/1"


def test_the_draw_of_the_demonstration_is_confirmed_by_the_verifier_and_a_changed_one_refused(
    demo: Flask, tmp_path: Path
) -> None:
    client = demo.test_client()
    for name in ("draw.json", "result.json", "replacements.json"):
        answer = client.get(f"{DRAW}/{name}")
        assert answer.status_code == 200
        (tmp_path / name).write_bytes(answer.data)
    assert verify(tmp_path).returncode == 0, verify(tmp_path).stdout
    replaced = tmp_path / "replacements.json"
    assert len(json.loads(replaced.read_bytes())["replacements"]) == 1
    replaced.unlink()
    result = tmp_path / "result.json"
    result.write_text(result.read_text(encoding="utf-8").replace("4 1 6 2 2 5", "4 1 6 2 2 6"), encoding="utf-8")
    assert verify(tmp_path).returncode == 1


def verify(folder: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-I", str(ROOT / "tools" / "verify.py"), str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False)
