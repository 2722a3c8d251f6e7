"""The long list takes a fixed number of queries, however long it is."""

from benchmarks._content import lengthen_agenda
from tests.reliability.installation import demo_database
from tests.reliability.post_office import application
from tests.support.database import count_queries


def test_the_list_page_asks_as_much_for_a_thousand_actions_as_for_a_hundred(durable_databases, demo_loaded, tmp_path):
    url = demo_database(tmp_path / "storage", loaded=demo_loaded, postgres=durable_databases.server)

    def asked() -> tuple[int, str]:
        with application(url, tmp_path / "storage") as app:
            client = app.test_client()
            assert client.get("/agenda").status_code == 200
            with count_queries() as queries:
                page = client.get("/agenda")
            return len(queries), page.get_data(as_text=True)

    few, short = asked()
    lengthen_agenda(url, tmp_path / "storage", 1000)
    many, long = asked()
    assert few == many
    assert "(999)" in long
    assert len(long) > 3 * len(short)
