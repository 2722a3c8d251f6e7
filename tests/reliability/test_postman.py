"""The postman alone, as a process with a bare wire: what it does when the worker says half a word, or nothing more."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import psutil
import pytest

from regiodialoog.core import delivery
from regiodialoog.core.letterfile import LetterFile, Stage
from tests.reliability.post_office import wait_for
from tests.reliability.sink import sink

HEADERS = {"From": "bureau@voorbeeld.example", "To": "an@voorbeeld.example", "Subject": "Dag", "Message-ID": "<1@x>"}


@pytest.fixture
def mail_server():
    with sink() as (found, url):
        found.url = url
        yield found


@pytest.fixture
def postmen():
    """Start one; all are gone in the end."""
    started: list[delivery._Process] = []

    def start() -> delivery._Process:
        started.append(delivery._Process())
        return started[-1]

    yield start
    for process in started:
        process.hang_up(30)
        assert not process.lives()


def _open(process: delivery._Process, path: Path) -> Stage | None:
    process.wire.say(do="open", path=str(path))
    return process.wire.hear(30)["stage"]


def _offer(process: delivery._Process, url: str) -> dict[str, Any] | None:
    process.wire.say(do="offer", url=url, headers=HEADERS, body="Dag\n", doubt=False)
    return process.wire.hear(30)


def _stage(path: Path) -> Stage | None:
    """How far the letter is, once nobody has it in hand."""
    found: list[Stage | None] = []

    def free() -> bool:
        if (file := LetterFile.take(path)) is None:
            return False
        found.append(file.stage)
        file.let_go()
        return True

    wait_for(free)
    return found[0]


def test_a_letter_is_handed_over_in_three_orders(postmen, mail_server, tmp_path):
    one, path = postmen(), tmp_path / "1"
    assert _open(one, path) is None
    assert _offer(one, mail_server.url) == {"offered": True}
    assert mail_server.raw == []
    one.wire.say(do="go")
    assert one.wire.hear(30) == {"taken": True, "code": 250}
    assert len(mail_server.raw) == 1
    one.wire.say(do="done")
    wait_for(lambda: not path.exists())


@pytest.mark.parametrize(
    "last", [b"", b'{"do": "go"', b'{"do": "go"}'], ids=["nothing", "half a word", "no end of line"]
)
def test_a_letter_whose_worker_ends_before_the_whole_word_go_is_dropped(postmen, mail_server, tmp_path, last):
    one, path = postmen(), tmp_path / "1"
    _open(one, path)
    _offer(one, mail_server.url)
    os.write(one.pipes[1].fileno(), last)
    one.hang_up(30)
    assert _stage(path) is Stage.OFFERED
    assert mail_server.raw == []


@pytest.mark.parametrize(("answer", "becomes"), [("250 OK", Stage.TAKEN), ("452 full", Stage.REFUSED)])
def test_the_outcome_is_written_down_though_nobody_listens(postmen, mail_server, tmp_path, answer, becomes):
    one, path = postmen(), tmp_path / "1"
    mail_server.answers = {"DATA": [answer]} if becomes is Stage.REFUSED else {"TAKEN": [answer]}
    mail_server.slow = {"DATA": 0.3}
    _open(one, path)
    _offer(one, mail_server.url)
    one.wire.say(do="go")
    one.hang_up(0)
    assert _stage(path) is becomes


def test_a_postman_waits_for_a_letter_that_another_one_has_in_hand(postmen, mail_server, tmp_path):
    one, two, path = postmen(), postmen(), tmp_path / "1"
    _open(one, path)
    _offer(one, mail_server.url)
    two.wire.say(do="open", path=str(path))
    with pytest.raises(TimeoutError):
        two.wire.hear(0.3)
    one.wire.say(do="go")
    one.hang_up(0)
    assert two.wire.hear(30) == {"stage": "taken"}


def test_a_postman_that_waits_for_a_letter_goes_when_its_worker_is_gone(postmen, tmp_path):
    one, two, path = postmen(), postmen(), tmp_path / "1"
    _open(one, path)
    two.wire.say(do="open", path=str(path))
    two.hang_up(30)
    assert not two.lives()


def test_a_file_that_is_removed_while_another_waits_for_it_is_not_taken_for_the_letters(tmp_path):
    path = tmp_path / "1"
    first = LetterFile.take(path)
    waiting = os.open(path, os.O_RDWR)
    first.remove()
    second = LetterFile.take(path)
    assert second.stage is None
    assert os.fstat(waiting).st_ino != path.stat().st_ino or os.fstat(waiting).st_nlink == 0
    os.close(waiting)
    second.let_go()


def test_signals_do_not_stop_a_postman_half_way(postmen, mail_server, tmp_path):
    one, path = postmen(), tmp_path / "1"
    _open(one, path)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        one.popen.send_signal(number)
    assert _offer(one, mail_server.url) == {"offered": True}


def test_a_server_that_is_not_there_is_named(postmen, tmp_path):
    one = postmen()
    _open(one, tmp_path / "1")
    assert _offer(one, "smtp://127.0.0.1:1")["failed"] == "ConnectionRefusedError"


def test_no_secret_stands_where_others_on_the_machine_can_read_it(postmen, mail_server, monkeypatch, tmp_path):
    monkeypatch.setenv("REGIODIALOOG_SECRET_KEY", "very-secret")
    monkeypatch.setenv("REGIODIALOOG_MAIL_URL", "smtp://bureau:very-secret@mail.example")
    one = postmen()
    _open(one, tmp_path / "1")
    _offer(one, mail_server.url)
    seen = psutil.Process(one.popen.pid)
    assert "very-secret" not in " ".join([*seen.cmdline(), *seen.environ().values()])
    assert "Dag" not in (tmp_path / "1").read_text()


def test_a_postman_is_no_whole_application():
    """It starts within a letter's time, and holds nothing that could keep it from ending."""
    seen = subprocess.run(
        [sys.executable, "-c", "import sys, regiodialoog.core.postman; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert not {"flask", "sqlalchemy", "structlog", "pydantic"} & set(seen.stdout.split())
