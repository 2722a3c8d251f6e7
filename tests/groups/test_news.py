"""Being kept informed of a theme: asked for apart, told when the theme goes on, stopped with one press, over on its
day."""

import re
from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import func, select

from regiodialoog.accounts.actions import erase
from regiodialoog.accounts.models import Person
from regiodialoog.accounts.own_data import collect
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict
from regiodialoog.core.outbox import OutboxMessage
from regiodialoog.dialogues import actions as dialogues
from regiodialoog.dialogues.models import PhaseKind, ThemeState
from regiodialoog.groups import actions, news_links, queries
from regiodialoog.groups.actions import news
from regiodialoog.groups.models import NewsWish
from regiodialoog.groups.retention import NEWS_KEPT, news_until
from tests.accounts.people import become, kinds, link_in, mails_to, someone
from tests.dialogues.conftest import in_phase
from tests.groups.conftest import Table
from tests.groups.test_desk import at_desk
from tests.groups.test_letters import made, typed, without_mail
from tests.groups.test_pages import MANAGE, filled_in, latest, text_of
from tests.support.client import HouseClient
from tests.support.pages import check_page

TICKED = {"keep_informed": "y"}


def wishes() -> int:
    return db.session.scalar(select(func.count()).select_from(NewsWish)) or 0


def wish_of(table: Table, person: Person) -> NewsWish:
    found = queries.news_wish(table.theme.id, person.id)
    assert found is not None
    return found


def informed(table: Table, name: str = "Nel Nieuws", address: str = "nel@example.nl") -> Person:
    person = someone(name, address)
    news.keep_informed(table.theme, person)
    return person


def on(table: Table, kind: PhaseKind) -> datetime:
    """Noon on the first day of a phase."""
    phase = next(phase for phase in table.theme.phases if phase.kind is kind)
    return datetime.combine(phase.starts_on, time(12), tzinfo=clock.AMSTERDAM)


def stop_link(mail: OutboxMessage) -> str:
    found = re.search(r"https?://[^/\s]+(/op-de-hoogte/\S+)", mail.body)
    assert found
    return found[1]


# ── asking for it ────────────────────────────────────────────────────────────


def test_the_box_is_apart_unticked_and_says_until_when(table: Table, client: HouseClient) -> None:
    until = news_until(table.theme)
    assert until == max(phase.ends_on for phase in table.theme.phases) + NEWS_KEPT
    html = text_of(client, f"{table.path}/aanmelden")
    (box,) = re.findall(r"<input[^>]*keep_informed[^>]*>", html)
    assert "checked" not in box
    assert f"Los van uw aanmelding, tot en met {until.day}" in html
    assert html.index("gaat u akkoord met deze tekst") < html.index("keep_informed"), "no part of what one agrees to"


@pytest.mark.parametrize("given", [TICKED, {}])
def test_who_signs_up_is_kept_informed_only_with_the_box(
    table: Table, client: HouseClient, given: dict[str, str]
) -> None:
    person = someone()
    become(client, person)
    client.submit(f"{table.path}/aanmelden", filled_in(table) | given)
    assert latest().person_id == person.id
    assert wishes() == len(given)


def test_a_visitor_hears_nothing_before_the_address_is_confirmed(table: Table, client: HouseClient) -> None:
    vera = {"name": "Vera Vos", "address": "vera@example.nl"}
    client.submit(f"{table.path}/aanmelden", filled_in(table) | vera | TICKED)
    assert wishes() == 1
    (mail,) = mails_to("vera@example.nl")
    with clock.at(on(table, PhaseKind.COMPOSITION)):
        news.tell_news()
        assert len(mails_to("vera@example.nl")) == 1
    client.submit(link_in(mail))
    with clock.at(on(table, PhaseKind.COMPOSITION)):
        news.tell_news()
    assert mails_to("vera@example.nl")[-1].subject == "Nieuws over: Fietspaden"


def test_somebody_without_an_address_is_told_that_it_goes_by_mail(table: Table, client: HouseClient) -> None:
    _batch, (code, _other) = made(table)
    typed(client, code)
    answer = client.submit("/code/aanmelden", without_mail(table) | TICKED)
    assert answer.status_code == 422
    check_page(answer)
    assert "Hiervoor is een e-mailadres nodig." in answer.text
    assert client.send(answer, without_mail(table) | {"keep_informed": None}).status_code == 303
    with pytest.raises(Conflict):
        news.keep_informed(table.theme, latest().person)
    assert "u hebt hier geen e-mailadres" in text_of(client, f"{table.path}/op-de-hoogte")


def test_at_the_desk_it_is_asked_as_well(table: Table, bureau: HouseClient) -> None:
    at_desk(table, bureau, address="oma@example.nl", phone="", **TICKED)
    assert wish_of(table, latest().person).until == news_until(table.theme)
    assert "Nel" not in text_of(bureau, MANAGE)


def test_it_needs_no_group_and_no_sign_up(table: Table, client: HouseClient) -> None:
    path = f"{table.path}/op-de-hoogte"
    assert f'href="{path}"' in text_of(client, table.path)
    text_of(client, path)
    answer = client.submit(path, {"name": "Nel Nieuws", "address": "nel@example.nl"})
    assert answer.status_code == 303
    (mail,) = mails_to("nel@example.nl")
    assert mail.subject.startswith("Bevestig dat u op de hoogte wilt blijven")
    client.submit(link_in(mail))
    assert "Stop deze mails" in text_of(client, path)
    for place in ("/mijn", table.path):
        assert f'href="{path}/stoppen"' in text_of(client, place)
    assert not queries.registrations(table.theme.id)


def test_a_machine_and_a_wrong_address_get_nothing(table: Table, client: HouseClient) -> None:
    path = f"{table.path}/op-de-hoogte"
    given = {"name": "Nel", "address": "nel@example.nl"}
    for wrong in ({"website": "x"}, {"address": "nel"}, {"name": "https://koop.nl"}, {"name": "x" * 300}):
        answer = client.submit(path, given | wrong)
        assert answer.status_code == 422
        check_page(answer)
    assert wishes() == 0


def test_who_has_it_already_is_not_asked_again_and_keeps_the_day(table: Table, client: HouseClient) -> None:
    person = informed(table)
    until = wish_of(table, person).until
    become(client, person)
    assert "keep_informed" not in text_of(client, f"{table.path}/aanmelden")
    client.submit(f"{table.path}/aanmelden", filled_in(table) | TICKED)
    in_phase(table.theme, PhaseKind.THEME_CHOICE)
    assert news.keep_informed(table.theme, person).until == until
    assert wishes() == 1


def test_the_form_sent_twice_is_one_wish(table: Table, client: HouseClient) -> None:
    become(client, someone())
    page = client.get(f"{table.path}/op-de-hoogte")
    assert [client.send(page).status_code for _n in range(2)] == [303, 303]
    assert wishes() == 1


def test_who_gets_no_place_or_cannot_join_is_shown_the_way(table: Table, client: HouseClient) -> None:
    path = f"{table.path}/op-de-hoogte"
    assert f'href="{path}"' in text_of(client, f"{table.path}/aanmelden/kan-niet/leeftijd")
    row = table.sign_up()
    actions.refuse(row, reason="Er zijn geen plekken meer.")
    assert path in mails_to(row.person.address)[-1].body
    become(client, row.person)
    in_phase(table.theme, PhaseKind.COMPOSITION)
    assert f'href="{path}"' in text_of(client, f"{table.path}/aanmelden")
    client.submit(path)
    assert f'href="{path}"' not in text_of(client, f"{table.path}/aanmelden")


# ── news ─────────────────────────────────────────────────────────────────────


def test_each_step_of_the_theme_is_told_once(table: Table) -> None:
    person = informed(table)
    news.tell_news()
    assert not mails_to(person.address), "how far it was they knew"
    for kind in (PhaseKind.COMPOSITION, PhaseKind.DIALOGUE):
        with clock.at(on(table, kind)):
            news.tell_news()
            news.tell_news()
    first, second = mails_to(person.address)
    assert "De groep wordt samengesteld" in first.body
    assert "De groep praat" in second.body
    assert first.secret
    assert kinds().count("groups.news_told") == 2


def test_a_theme_that_is_over_or_stopped_is_told_with_the_reason(table: Table) -> None:
    person = informed(table)
    with clock.at(on(table, PhaseKind.HANDOVER) + timedelta(days=300)):
        news.tell_news()
        assert "Alle stappen van dit thema zijn gezet." in mails_to(person.address)[-1].body
    dialogues.end_theme(table.theme, ThemeState.STOPPED, on=clock.today(), reason="De raden kozen iets anders.")
    news.tell_news()
    assert "De raden kozen iets anders." in mails_to(person.address)[-1].body
    assert news_until(table.theme) is None


def test_a_theme_between_two_phases_is_no_news(table: Table) -> None:
    person = informed(table)
    dialogues.plan_phases(table.theme, {})
    news.tell_news()
    assert not mails_to(person.address)


def test_a_mail_is_in_the_language_of_who_reads_it(table: Table) -> None:
    person = someone("Eve", "eve@example.nl", language="en")
    news.keep_informed(table.theme, person)
    with clock.at(on(table, PhaseKind.DIALOGUE)):
        news.tell_news()
    assert "This theme goes on: The group talks." in mails_to(person.address)[-1].body


def test_more_people_than_go_at_once_are_told_in_the_next_round(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(news, "AT_ONCE", 2)
    people = [informed(table, f"Lezer {n}", f"lezer{n}@example.nl") for n in range(3)]
    with clock.at(on(table, PhaseKind.DIALOGUE)):
        news.tell_news()
        assert sum(len(mails_to(each.address)) for each in people) == 2
        news.tell_news()
    assert [len(mails_to(each.address)) for each in people] == [1, 1, 1]


# ── stopping ─────────────────────────────────────────────────────────────────


def test_a_link_in_the_mail_stops_it_with_one_press_and_without_signing_in(table: Table, client: HouseClient) -> None:
    person, other = informed(table), informed(table, "Ander", "ander@example.nl")
    with clock.at(on(table, PhaseKind.COMPOSITION)):
        news.tell_news()
    link = stop_link(mails_to(person.address)[-1])
    text_of(client, link)
    assert wishes() == 2, "a mail scanner that follows the link stops nothing"
    assert client.submit(link).status_code == 303
    assert queries.news_wish(table.theme.id, person.id) is None
    assert queries.news_wish(table.theme.id, other.id) is not None
    over = client.get(link)
    assert over.status_code == 410
    check_page(over)
    with clock.at(on(table, PhaseKind.DIALOGUE)):
        news.tell_news()
    assert len(mails_to(person.address)) == 1


def test_an_old_link_does_not_stop_what_was_asked_for_anew_or_by_another(table: Table, client: HouseClient) -> None:
    person = informed(table)
    old = news_links.stop_token(wish_of(table, person))
    news.end_news(wish_of(table, person))
    informed(table, "Ander", "ander@example.nl")
    news.keep_informed(table.theme, person)
    assert client.get(f"/op-de-hoogte/{old}").status_code == 410
    assert wishes() == 2


@pytest.mark.parametrize("token", ["x", "WzEsIngiXQ.abc", "1" * 900, "%00", "WzEsMl0"])
def test_a_link_of_ones_own_making_stops_nothing(table: Table, client: HouseClient, token: str) -> None:
    informed(table)
    assert client.get(f"/op-de-hoogte/{token}").status_code in (404, 410)
    assert client.post(f"/op-de-hoogte/{token}").status_code in (400, 404, 410)
    assert wishes() == 1


def test_nobody_stops_it_for_another(table: Table, bureau: HouseClient) -> None:
    informed(table)
    path = f"{table.path}/op-de-hoogte/stoppen"
    assert bureau.get(path).status_code == 404, "the bureau has none of its own"
    visitor = bureau.application.test_client()
    assert visitor.get(path).status_code in (302, 303, 401)
    assert wishes() == 1


def test_on_ones_own_page_it_can_be_stopped(table: Table, client: HouseClient) -> None:
    person = informed(table)
    become(client, person)
    assert "Waarvan wij u op de hoogte houden" in text_of(client, "/mijn")
    text_of(client, f"{table.path}/op-de-hoogte/stoppen")
    client.submit(f"{table.path}/op-de-hoogte/stoppen")
    assert wishes() == 0
    assert "Waarvan wij u op de hoogte houden" not in text_of(client, "/mijn")
    assert kinds()[-1] == "groups.news_ended"


def test_it_ends_on_its_day_whatever_happens_to_the_dates_of_the_theme(table: Table) -> None:
    person = informed(table)
    until = wish_of(table, person).until
    last = datetime.combine(until, time(12), tzinfo=clock.AMSTERDAM)
    in_phase(table.theme, PhaseKind.DIALOGUE, today=clock.today() + timedelta(days=700))
    with clock.at(last):
        news.end_what_is_over()
        assert wish_of(table, person).until == until, "the last day is included, and later dates change nothing"
    with clock.at(last + timedelta(days=1)):
        news.end_what_is_over()
    assert wishes() == 0


def test_long_after_the_last_phase_nobody_can_ask_for_it(table: Table, client: HouseClient) -> None:
    until = news_until(table.theme)
    assert until is not None
    with clock.at(datetime.combine(until + timedelta(days=1), time(12), tzinfo=clock.AMSTERDAM)):
        assert news_until(table.theme) is None
        assert "op-de-hoogte" not in text_of(client, table.path)
        assert "Over dit thema komt er geen nieuws meer per mail." in text_of(client, f"{table.path}/op-de-hoogte")
        with pytest.raises(Conflict):
            informed(table)


def test_withdrawing_a_sign_up_does_not_end_it_nor_the_other_way_round(table: Table) -> None:
    row = table.sign_up()
    news.keep_informed(table.theme, row.person)
    actions.withdraw(row)
    assert wishes() == 1
    again = table.sign_up(person=row.person)
    news.end_news(wish_of(table, row.person))
    assert queries.is_applicant(table.theme, again.person_id)


def test_leaving_the_group_does_not_end_it(table: Table) -> None:
    row = table.fill()
    news.keep_informed(table.theme, row.person)
    actions.leave(table.seat_of(row.person_id), by=row.person_id, reason="Verhuisd.")
    assert wishes() == 1


def test_it_goes_with_the_account_and_stands_in_ones_own_data(table: Table) -> None:
    person = informed(table)
    until = wish_of(table, person).until
    assert collect(person)["news"] == [
        {"theme": "Fietspaden", "since": clock.now().isoformat(), "until": until.isoformat()}
    ]
    erase(person)
    assert wishes() == 0


def test_the_bureau_reads_nowhere_who_is_kept_informed(table: Table, bureau: HouseClient) -> None:
    informed(table)
    for path in (MANAGE, f"{MANAGE}/kanalen", f"/beheer/themas/{table.theme.slug}", table.path):
        answer = bureau.get(path)
        assert "Nel Nieuws" not in answer.text, path
        assert "nel@example.nl" not in answer.text, path
