"""The folder of a draw: reading its files, and writing all of them or none."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

DRAW, CHANCES, RESULT, REPLACED = "draw.json", "chances.csv", "result.json", "replacements.json"


class Refused(click.ClickException):
    """Exit 2: bad input; nothing was written."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        click.echo(f"regiodialoog: {self.message}", file=file, err=True)


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """All files or none, each complete: they are written aside, and take their names at the end."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".draw-") as aside:
            for name, content in files.items():
                path = Path(aside) / name
                with path.open("wb") as file:
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())
            for name in files:
                (Path(aside) / name).replace(folder / name)
    except OSError as error:
        raise Refused(f"{error.filename or folder}: {error.strerror}") from error


def read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Refused(f"{path}: {error.strerror}") from error
