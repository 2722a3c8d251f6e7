"""What whoever votes on paper, and who counts the papers, reads on a phone."""

from regiodialoog.core import clock
from regiodialoog.polls import actions
from regiodialoog.polls.models import Poll
from tests.accounts.people import become
from tests.polls.conftest import DAY, Table, Y
from tests.polls.test_paper import PAPER, N, begun, type_in
from tests.polls.test_secret import ONE
from tests.support.client import HouseClient
from tests.support.pages import check_page


def struck_off_meanwhile(client: HouseClient, table: Table, poll: Poll) -> str:
    """A member reads the ballot, hands in a paper, and then sends the form that was still open: the page they get."""
    become(client, table.members[0])
    ballot = client.get(f"{ONE}/stem")
    given = {f"choice_{row.id}": "yes" for row in poll.questions}
    review = client.send(ballot, given, follow=True)
    begun(poll, table, 0)
    become(client, table.members[0])
    answer = client.send(review, form="bevestigen") if "bevestigen" in review.text else client.send(ballot, given)
    assert answer.status_code == 409
    check_page(answer)
    return " ".join(answer.get_data(as_text=True).split())


def test_who_voted_on_paper_is_not_told_to_do_it_again(client: HouseClient, table: Table) -> None:
    poll = table.approved()
    with clock.at(poll.opens_at + DAY):
        actions.make_roll(poll)
        page = struck_off_meanwhile(client, table, poll)
    assert "Dit kan nu niet" in page
    assert "U hebt uw stem al op papier ingeleverd." in page
    assert "Ga terug naar de pagina waar u was, en kijk hoe het nu is." in page
    assert "Klopt dit niet? Bel ons of stuur een mail." in page
    for wrong in ("Zet erin wat nog nodig is", "Iemand was u voor", "Doe het daarna opnieuw"):
        assert wrong not in page


def test_what_differs_is_a_list_that_fits_a_phone(client: HouseClient, table: Table) -> None:
    poll = table.approved()
    with clock.at(poll.opens_at + DAY):
        batch = begun(poll, table, 0, 1)
        type_in(batch, table.bureau.id, [Y, Y])
        type_in(batch, table.moderator.id, [Y, N])
        become(client, table.bureau)
        tree = check_page(client.get(f"{PAPER}/1"))
    assert not tree.xpath("//main//table")
    rows = [" ".join(row.text_content().split()) for row in tree.xpath("//ul[@aria-labelledby='verschillen']/li")]
    assert len(rows) == 2 * len(poll.questions)
    assert any("Voor" in row and f"{table.bureau.display_name}: 2 · {table.moderator.display_name}: 1" in row
               for row in rows)  # fmt: skip
