"""A worker killed while it delivers mail, on both databases: letters lost, and letters that arrived twice."""

from benchmarks._databases import KINDS, databases
from tests.reliability.post_office import PostOffice, application, write_letters
from tests.reliability.sink import sink

LIMITS = {f"{kind}: {what}": 0.0 for kind in KINDS for what in ("lost", "arrived twice")}


def run(*, kills: int = 50, seed: int = 2022, kinds: tuple[str, ...] = KINDS) -> list[tuple[str, float, str]]:
    rows: list[tuple[str, float, str]] = []
    for kind in kinds:
        with databases(kind) as (found, folder), sink() as (server, mail_url):
            office = PostOffice(found.new(), folder, server, mail_url)
            with application(office.url, folder) as app:
                write_letters(app, 15 * kills)
            delivery = office.deliver_under_fire(kills=kills, seed=seed)
            office.stored.close()
        rows += [
            (f"{kind}: letters", float(delivery.letters), ""),
            (f"{kind}: kills while delivering", float(delivery.kills), ""),
            (f"{kind}: lost", float(len(delivery.lost)), ""),
            (f"{kind}: kills between leave for the dot and note", float(len(delivery.under_way)), ""),
            (f"{kind}: arrived twice", float(len(delivery.copied)), ""),
        ]
    return rows
