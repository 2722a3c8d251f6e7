"""Two workers that remind at one moment, with real commits: one reminder, and its link works."""

from contextvars import copy_context
from datetime import date, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from flask import Flask

from regiodialoog.core import clock
from regiodialoog.core.db import transaction
from regiodialoog.dialogues import actions as dialogues
from regiodialoog.dialogues.models import PhaseKind
from regiodialoog.groups import actions, queries
from regiodialoog.groups.actions import reminding
from regiodialoog.groups.actions.asking_organisations import ask_organisation
from regiodialoog.groups.models import SeatFilling
from regiodialoog.organisations import actions as organisations
from tests.accounts.people import mails_to
from tests.conftest import NOON
from tests.dialogues.conftest import Talk, in_phase
from tests.groups.organisations import CONTACT, an_organisation, path_in_mail
from tests.organisations.region import small_region


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_two_workers_send_one_reminder(fresh_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with clock.at(NOON), fresh_app.test_request_context(), transaction():
        region = small_region()
        in_round = dialogues.add_round(dialogues.create_dialogue("Regiodialoog Test"))
        theme = dialogues.create_theme(in_round, "Fietspaden", question="Waar?", municipalities={region.places[0]: ""})
        Talk(region, in_round.dialogue, in_round, theme).all_agree()
        in_phase(theme, PhaseKind.RECRUITMENT)
        group = actions.make_group(theme, "De groep", size=2)
        seat = actions.add_seat(group, organisations.create_interest("Inwoners"), None, filling=SeatFilling.ASSIGNED)
        last = clock.today() + timedelta(days=20)
        ask_organisation(
            seat, an_organisation(), contact="Cor", address=CONTACT, remind_days=7, answer_by=last, by=None
        )
    both, real = Barrier(2), queries.organisations_to_remind

    def found_by_both(today: date) -> Any:
        rows = real(today)
        both.wait(20)
        return rows

    def work() -> None:
        with fresh_app.test_request_context(), transaction():
            reminding.remind_organisations()

    monkeypatch.setattr(queries, "organisations_to_remind", found_by_both)
    with clock.at(NOON + timedelta(days=13)):
        workers = [Thread(target=copy_context().run, args=(work,)) for _worker in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join(30)
        with fresh_app.test_request_context():
            assert len(mails_to(CONTACT)) == 2, "the invitation, and one reminder"
            path = path_in_mail()
        assert fresh_app.test_client().get(path).status_code == 200
