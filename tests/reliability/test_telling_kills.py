"""A worker that is killed while it tells hundreds of people that there is no place for them."""

import random
import time

import pytest

from regiodialoog.core.db import transaction
from regiodialoog.core.policy import Role
from regiodialoog.dialogues import actions as dialogues
from regiodialoog.dialogues.models import PhaseKind
from regiodialoog.groups import actions
from regiodialoog.groups.actions.telling import BLOCK
from regiodialoog.organisations import actions as organisations
from tests.accounts.people import staff
from tests.dialogues.conftest import Talk, in_phase
from tests.groups.conftest import Table
from tests.groups.test_many import crowd
from tests.organisations.region import small_region
from tests.reliability.post_office import PostOffice, application, wait_for

pytestmark = pytest.mark.slow
PEOPLE = 4 * BLOCK


def many_wait() -> Table:
    """A group for which hundreds of people signed up."""
    region = small_region()
    dialogue = dialogues.create_dialogue("Regiodialoog Test", description="Praten.", purpose="Samen verder.")
    in_round = dialogues.add_round(dialogue)
    places = dict.fromkeys(region.places, "")
    theme = dialogues.create_theme(in_round, "Fietspaden", question="Waar moeten ze komen?", municipalities=places)
    Talk(region, dialogue, in_round, theme).all_agree()
    in_phase(theme, PhaseKind.RECRUITMENT)
    interests = [organisations.create_interest(name) for name in ("Onderwijs", "Inwoners")]
    group = actions.make_group(theme, "Dialooggroep Fietspaden", size=4)
    actions.make_plan(group, actions.evenly(4, interests), region.places)
    table = Table(theme, group, interests, region.places, staff(Role.BUREAU))
    crowd(table, PEOPLE)
    return table


def done(office: PostOffice) -> int:
    return int(office.stored.all("SELECT done FROM tellings")[0][0])


def test_a_killed_worker_leaves_nobody_out_and_tells_nobody_twice(post_office: PostOffice, kills: int) -> None:
    with application(post_office.url, post_office.storage) as app, app.test_request_context(), transaction():
        assert many_wait().nobody_gets_a_place() == PEOPLE
    assert done(post_office) == BLOCK
    chance = random.Random(2026)
    for _ in range(kills):
        worker, before = post_office.worker(), done(post_office)
        wait_for(lambda before=before: done(post_office) > before or before == PEOPLE, 120, post_office.log)  # type: ignore[misc]
        time.sleep(chance.uniform(0, 0.3))
        worker.kill()
    last = post_office.worker()
    wait_for(lambda: done(post_office) == PEOPLE, 120, post_office.log)
    last.kill()
    told = "SELECT count(*), count(DISTINCT address) FROM outbox_messages WHERE dedupe_key LIKE 'not-seated:%'"
    assert tuple(post_office.stored.all(told)[0]) == (PEOPLE, PEOPLE)
    ended = "SELECT told, total FROM tellings WHERE ended_at IS NOT NULL"
    assert [tuple(row) for row in post_office.stored.all(ended)] == [(PEOPLE, PEOPLE)]
    waits = "SELECT count(*) FROM registrations WHERE state <> 'not_seated'"
    assert post_office.stored.all(waits)[0][0] == 0
