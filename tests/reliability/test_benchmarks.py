"""That the measurements run and print. What they measure is looked at by people, on a quiet machine."""

from functools import partial

import pytest

import benchmarks.__main__ as bench
from benchmarks import _beside, _databases, agenda, databases, lists, trail, weight
from tests.reliability.installation import demo_database
from tests.support import postgres
from tests.support.postgres import Server
from tests.support.server import LiveServer

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _loaded_once(monkeypatch, demo_loaded):
    """What is measured begins with the demonstration that this run loaded already, on servers that start quickly."""
    for module in (_databases, agenda, lists, weight):
        monkeypatch.setattr(module, "demo_database", partial(demo_database, loaded=demo_loaded))
    for module in (_beside, databases, weight):
        monkeypatch.setattr(module, "Installed", LiveServer)


def _printed(monkeypatch, capsys, module, **small) -> str:
    whole = module.run
    monkeypatch.setattr(module, "run", lambda: whole(**small))
    monkeypatch.setattr(module, "LIMITS", dict.fromkeys(getattr(module, "LIMITS", {}), float("inf")), raising=False)
    assert bench.main([module.__name__.rpartition(".")[2]]) == 0
    return capsys.readouterr().out


def test_the_list_page_is_measured_beside_a_bare_list(monkeypatch, capsys):
    printed = _printed(monkeypatch, capsys, agenda, actions=120, requests=3, rounds=1)
    assert "list page after a commit, in bare lists" in printed
    assert "CPU of the server per request" in printed


def test_other_lists_are_measured_as_each_kind_of_reader_gets_them(monkeypatch, capsys):
    printed = _printed(monkeypatch, capsys, lists, rows=40, requests=3, rounds=1)
    for name in ("proposals", "placement", "studies"):
        for who in ("for a visitor", "for who signed in", "after a commit"):
            assert f"{name}: {who}, in bare lists" in printed


class _Lent(Server):
    """A server that others need afterwards."""

    def stop(self) -> None:
        pass


def test_the_two_databases_are_measured_beside_each_other(monkeypatch, capsys, durable_postgres):
    lent = _Lent(durable_postgres.folder, durable_postgres.pid)
    monkeypatch.setattr(postgres, "start", lambda *, durable: lent)
    assert "/agenda: CPU on PostgreSQL" in _printed(monkeypatch, capsys, databases, requests=2, rounds=1)


def test_pages_are_weighed(monkeypatch, capsys):
    assert "heaviest page, cold" in _printed(monkeypatch, capsys, weight, most=5)


def test_sealing_and_checking_are_measured(monkeypatch, capsys):
    printed = _printed(monkeypatch, capsys, trail, events=60, lines=300, kinds=("sqlite",))
    assert "sealing, in bare inserts" in printed
    assert "CPU of tools/verify.py" in printed


def test_an_unknown_measurement_is_named(capsys):
    assert bench.main(["luck"]) == 2
    assert "agenda" in capsys.readouterr().err
