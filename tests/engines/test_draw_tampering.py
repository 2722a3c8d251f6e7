"""Whoever tampers with a draw is found, also when all is sealed anew: by the engine's check, and by the program that
shares nothing with it."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from tests.engines.draws import Files, both, place


def exchange(files: Files, out: str, into: str) -> int:
    """In the first panel where that can be done somebody of one type makes way for somebody of another."""
    leaves, comes = files.type_of(out), files.type_of(into)
    for panel in range(len(files.draw["panels"])):
        seats = files.seats(panel)
        if seats.get(leaves, 0) and not seats.get(comes, 0):
            files.seat(panel, seats | {leaves: seats[leaves] - 1, comes: 1})
            return panel
    raise AssertionError("no panel allows this")


def rename_somebody_in_the_pool(files: Files) -> str:
    files.draw["pool"][2]["id"] = "Carola"
    return f"type {files.type_of('Cato')}"


def move_somebody_to_another_type_in_the_pool(files: Files) -> str:
    files.draw["pool"][2]["type"] = files.type_of("Mees")
    return f"type {files.type_of('Cato')}"


def drop_somebody_from_a_type(files: Files) -> str:
    n = files.type_of("Cato")
    files.draw["types"][n]["ids"].remove("Cato")
    files.start(n)
    return 'person "Cato"'


def put_somebody_into_two_types(files: Files) -> str:
    n = max(files.type_of("Mees"), files.type_of("Cato"))
    files.draw["types"][n]["ids"].append("Cato" if n == files.type_of("Mees") else "Mees")
    files.start(n)
    return f"type {n}"


def give_somebody_two_turns_in_a_type(files: Files) -> str:
    n = files.type_of("Cato")
    files.draw["types"][n]["ids"].append("Cato")
    files.start(n)
    return f"type {n}"


def add_somebody_twice(files: Files) -> str:
    files.draw["pool"].append(files.draw["pool"][0])
    return 'person "Aagje"'


def give_a_favourite_a_type_of_their_own(files: Files) -> str:
    n = files.type_of("Cato")
    files.draw["types"][n]["ids"].remove("Cato")
    files.start(n)
    files.draw["types"].append({"values": files.draw["types"][n]["values"], "ids": ["Cato"], "start": 0})
    files.draw["pool"][2]["type"] = len(files.draw["types"]) - 1
    return f"type {len(files.draw['types']) - 1}"


def put_whoever_shares_a_household_among_others(files: Files) -> str:
    alone, n = files.type_of("Dina"), files.type_of("Cato")
    files.draw["types"][n]["ids"].append("Dina")
    files.draw["pool"][3]["type"] = n
    files.start(n)
    files.draw["types"][alone]["ids"] = ["Zus"]
    files.start(alone)
    files.draw["pool"].append({"id": "Zus", "type": alone})
    return f"type {n}"


def forget_that_somebody_shares_a_household(files: Files) -> str:
    del files.draw["pool"][3]["household"]
    return 'person "Kees"'


def change_the_features_of_a_type(files: Files) -> str:
    n = files.type_of("Dina")
    files.draw["types"][n]["values"] = ["x", "jong"]
    files.start(n)
    return f"type {n}"


def change_the_start_of_a_type(files: Files) -> str:
    n = files.type_of("Mees")
    files.draw["types"][n]["start"] = (files.draw["types"][n]["start"] + 1) % len(files.draw["types"][n]["ids"])
    return f"type {n}"


def change_a_quota(files: Files) -> str:
    quota = files.draw["config"]["quotas"][0]
    quota["min"] = quota["max"] = women(files, 0)
    wrong = [n for n in range(len(files.draw["panels"])) if women(files, n) != women(files, 0)]
    if not wrong:
        quota["min"] = quota["max"] = 5 - women(files, 0)
    return f"panel {wrong[0] if wrong else 0}"


def women(files: Files, panel: int) -> int:
    kinds = files.draw["types"]
    return sum(seats for t, seats in files.seats(panel).items() if "v" in kinds[t]["values"])


def turn_a_quota_around(files: Files) -> str:
    files.draw["config"]["quotas"][1] |= {"min": 3, "max": 2}
    return "quota 1"


def write_a_quota_twice(files: Files) -> str:
    files.draw["config"]["quotas"].append(files.draw["config"]["quotas"][0])
    return "quota 4"


def ask_for_one_seat_more(files: Files) -> str:
    files.draw["config"]["seats"] += 1
    files.draw["config"]["places"].append({})
    return "panel 0"


def ask_for_one_seat_more_than_there_are_places(files: Files) -> str:
    files.draw["config"]["seats"] += 1
    return "config"


def let_a_panel_break_a_quota(files: Files) -> str:
    last = len(files.draw["panels"]) - 1
    seats, kinds = files.seats(last), files.draw["types"]
    for leaves in [t for t in seats if "m" in kinds[t]["values"]]:
        seats[leaves] -= 1
        comes = next(t for t, kind in enumerate(kinds) if "v" in kind["values"] and seats.get(t, 0) < len(kind["ids"]))
        seats[comes] = seats.get(comes, 0) + 1
    files.seat(last, seats)
    return f"panel {last}"


def seat_more_of_a_type_than_there_are(files: Files) -> str:
    t = files.draw["panels"][0]["types"][0][0]
    files.draw["panels"][0]["types"][0][1] = len(files.draw["types"][t]["ids"]) + 1
    return "panel 0"


def write_nobody_as_somebody(files: Files) -> str:
    free = next(t for t in range(len(files.draw["types"])) if t not in files.seats(0))
    files.draw["panels"][0]["types"].append([free, 0])
    return "panel 0"


def name_a_type_twice_in_a_panel(files: Files) -> str:
    files.draw["panels"][0]["types"].append(files.draw["panels"][0]["types"][0])
    return "panel 0"


def seat_two_people_of_one_household(files: Files) -> str:
    dina, kees = files.type_of("Dina"), files.type_of("Kees")
    for out, into, sits in (("Cato", "Dina", kees), ("Ids", "Kees", dina)):
        leaves, comes = files.type_of(out), files.type_of(into)
        for panel in range(len(files.draw["panels"])):
            seats = files.seats(panel)
            if seats.get(leaves, 0) and sits in seats and comes not in seats:
                files.seat(panel, seats | {leaves: seats[leaves] - 1, comes: 1})
                return f"panel {panel}"
    raise AssertionError("no panel allows this")


def leave_out_who_must_be_seated(files: Files) -> str:
    for panel in range(len(files.draw["panels"])):
        seats, aagje, cato = files.seats(panel), files.type_of("Aagje"), files.type_of("Cato")
        if seats.get(cato, 0) < len(files.draw["types"][cato]["ids"]):
            files.seat(panel, seats | {aagje: 0, cato: seats.get(cato, 0) + 1})
            return f"panel {panel}"
    raise AssertionError("no panel allows this")


def seat_who_must_never_be(files: Files) -> str:
    return f"panel {exchange(files, 'Ids', 'Luuk')}"


def want_somebody_who_is_not_there(files: Files) -> str:
    files.draw["config"]["must"] = ["Aagje", "Zus"]
    return 'person "Zus"'


def want_somebody_both_and_neither(files: Files) -> str:
    files.draw["config"]["never"].append("Aagje")
    return 'person "Aagje"'


def leave_a_ticket_to_nobody(files: Files) -> str:
    files.draw["panels"][1]["tickets"][0] += 1
    return "panel 1"


def let_two_panels_have_a_ticket(files: Files) -> str:
    files.draw["panels"][0]["tickets"][1] += 1
    return "panel 1"


def leave_the_last_tickets_out(files: Files) -> str:
    files.draw["panels"][-1]["tickets"][1] -= 1
    return f"panel {len(files.draw['panels']) - 1}"


def leave_out_a_panel(files: Files) -> str:
    del files.draw["panels"][0]
    return "panel 0"


def turn_tickets_around(files: Files) -> str:
    files.draw["panels"][0]["tickets"].reverse()
    return "panel 0"


def drop_all_panels(files: Files) -> str:
    files.draw["panels"] = []
    return "panels"


def add_something_of_ones_own(files: Files) -> str:
    files.draw["pool"][1]["name"] = "Bea de Wit"
    return "pool, row 1"


def leave_out_the_seats(files: Files) -> str:
    del files.draw["config"]["seats"]
    return "config"


def say_yes_for_a_number(files: Files) -> str:
    files.draw["config"]["quotas"][2]["min"] = True
    return "quota 2"


def say_that_a_panel_is_a_word(files: Files) -> str:
    files.draw["panels"][1]["types"][0] = "alle"
    return "panel 1"


TAMPERINGS: list[Callable[[Files], str]] = [
    rename_somebody_in_the_pool,
    move_somebody_to_another_type_in_the_pool,
    drop_somebody_from_a_type,
    put_somebody_into_two_types,
    give_somebody_two_turns_in_a_type,
    add_somebody_twice,
    give_a_favourite_a_type_of_their_own,
    put_whoever_shares_a_household_among_others,
    forget_that_somebody_shares_a_household,
    change_the_features_of_a_type,
    change_the_start_of_a_type,
    change_a_quota,
    turn_a_quota_around,
    write_a_quota_twice,
    ask_for_one_seat_more,
    ask_for_one_seat_more_than_there_are_places,
    let_a_panel_break_a_quota,
    seat_more_of_a_type_than_there_are,
    write_nobody_as_somebody,
    name_a_type_twice_in_a_panel,
    seat_two_people_of_one_household,
    leave_out_who_must_be_seated,
    seat_who_must_never_be,
    want_somebody_who_is_not_there,
    want_somebody_both_and_neither,
    leave_a_ticket_to_nobody,
    let_two_panels_have_a_ticket,
    leave_the_last_tickets_out,
    leave_out_a_panel,
    turn_tickets_around,
    drop_all_panels,
    add_something_of_ones_own,
    leave_out_the_seats,
    say_yes_for_a_number,
    say_that_a_panel_is_a_word,
]


@pytest.mark.parametrize("tamper", TAMPERINGS, ids=[tamper.__name__ for tamper in TAMPERINGS])
def test_tampering_with_a_draw_is_found_by_both(files: Files, tmp_path: Path, tamper: Callable[[Files], str]) -> None:
    where = tamper(files)
    status, says = both(files, tmp_path / "as it is")
    assert (status, place(says)) == (1, "draw.json, seal"), says
    with suppress(TypeError, ValueError, LookupError):  # in what is no draw at all nothing can be counted
        files.count()
    files.seal()
    status, says = both(files, tmp_path / "sealed anew")
    assert (status, place(says)) == (1, f"draw.json, {where}"), says
