"""Invented proposals of the invented group that talks about water: in every state, with arguments and questions.

Dates count back from the day of loading; everything goes through the same actions as the screens use, as the person
who would do it. Pages mark all of it as *fictief*.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from regiodialoog.accounts.actions import give_role
from regiodialoog.accounts.models import Person
from regiodialoog.cli import demo_people
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.events import Acting, acting_as
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.dialogues import actions as dialogue_actions
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.dialogues.models import Theme
from regiodialoog.organisations import queries as organisations
from regiodialoog.proposals import actions, queries
from regiodialoog.proposals.models import Ground, Proposal, SecondOpinion, Side

THEME = "water-in-de-wijk"
FATIMA, OMAR, LOTTE, RIA, KEES = "deelnemer", "deelnemer2", "deelnemer3", "familie", "bedrijven"
NOOR, DAAN = "gespreksleider", "gespreksleider2"
SEATS = (FATIMA, OMAR, LOTTE, RIA, KEES)
LOOK = (
    "Fictief: de gespreksleiders kijken vanaf nu eerst, omdat er de laatste weken veel dezelfde voorstellen kwamen. "
    "Zij kijken niet naar de mening."
)


@dataclass
class Table:
    """The group with its people by mailbox; ``made`` are the proposals by a short name."""

    theme: Theme
    people: dict[str, Person]
    made: dict[str, Proposal] = field(default_factory=dict)

    @contextmanager
    def on(self, days: int, who: str) -> Iterator[Person]:
        """So many days before today, as somebody."""
        person = self.people[who]
        role = Role.MODERATOR if who in (NOOR, DAAN) else Role.PARTICIPANT
        acting = Acting(person_id=person.id, role=role.value, channel="invented")
        with clock.at(clock.now() - timedelta(days=days)), acting_as(acting):
            yield person


def load_proposals() -> None:
    """Write what is not there yet. Within a transaction."""
    theme = dialogues.theme(THEME)
    if queries.of_theme(theme.id):
        return
    people: dict[str, Person] = {}
    for invented, person in demo_people.found().items():
        people.setdefault(invented.mailbox, person)
    table = Table(theme, people)
    for who in SEATS:
        _seat(table, people[who])
    for step in (_first_weeks, _refused, _later, _with_a_look, _drafts):
        step(table)


def _seat(table: Table, person: Person) -> None:
    """A place in the group, for who has none yet."""
    held = [grant for grant in person.active_grants if grant.role is Role.PARTICIPANT]
    if not any(grant.scope_id == table.theme.id for grant in held):
        give_role(person, Role.PARTICIPANT, ScopeKind.THEME, table.theme.id, by=None, tell=False)


def _hand_in(table: Table, name: str, days: int, who: str, *texts: str) -> Proposal:
    """``texts``: title, idea and why."""
    title, summary, text = texts
    with table.on(days, who) as author:
        draft = actions.start_draft(table.theme, author)
        behalf = organisations.organisation(demo_people.ORGANISATION) if who == KEES else None
        actions.save_draft(
            draft, title=title, summary=summary, text=text, organisation_id=behalf.id if behalf is not None else None
        )
        table.made[name] = actions.submit(draft, fictitious=True)
        return table.made[name]


def _argue(
    table: Table, proposal: Proposal, days: int, who: str, said: tuple[Side, str], *answers: tuple[str, str]
) -> int:
    """An argument with its replies (who, text), a day later each. Returns its id."""
    with table.on(days, who) as author:
        argument = actions.add_argument(proposal, *said, author_id=author.id)
    for n, (other, answer) in enumerate(answers, 1):
        with table.on(max(days - n, 0), other) as author:
            actions.reply(argument, answer, author_id=author.id)
    return argument.id


def _moderate(table: Table, days: int, what: Callable[[int], object], who: str = NOOR) -> None:
    with table.on(days, who) as moderator:
        what(moderator.id)


def _first_weeks(table: Table) -> None:
    """What the group chose about already, and what it chooses about now: see demo_polls."""
    green = _hand_in(
        table, "geveltuin", 44, FATIMA, "Geef elke straat geveltuinen",
        "Bewoners mogen langs hun gevel een strook tegels weghalen en er planten zetten. De gemeente haalt de tegels.",
        "Regenwater zakt dan in de grond in plaats van in het riool. In de zomer wordt de straat minder heet.\n\n"
        "Nu moet je in elke gemeente iets anders aanvragen. Veel mensen beginnen er daarom niet aan.",
    )  # fmt: skip
    _moderate(table, 43, lambda by: actions.admit(green, by=by))
    _argue(table, green, 40, OMAR, (Side.FOR, "In mijn straat deden drie buren het. Nu wil de hele straat."))
    _argue(
        table, green, 39, RIA, (Side.AGAINST, "De stoep is bij ons al smal. Met een rollator kom je er niet langs."),
        (FATIMA, "Goed punt. Waar de stoep smaller is dan anderhalve meter moet het niet."),
    )  # fmt: skip
    plaza = _hand_in(
        table, "plein", 42, OMAR, "Maak van elk schoolplein een waterplein",
        "Schoolpleinen worden lager gemaakt, zodat regenwater daar tijdelijk kan staan.",
        "Een plein is vaak de enige grote open plek in een wijk. Na een bui loopt het water langzaam weg.",
    )  # fmt: skip
    _moderate(table, 41, lambda by: actions.admit(plaza, by=by))
    _argue(table, plaza, 38, LOTTE, (Side.AGAINST, "Na elke bui kunnen de kinderen dan een dag niet buiten spelen."))
    barrels = _hand_in(
        table, "regenton", 38, LOTTE, "Koop samen regentonnen in",
        "De gemeenten kopen samen regentonnen in. Inwoners kopen er een voor de helft van de winkelprijs.",
        "Samen inkopen is goedkoper. Iedereen met een regenpijp kan meedoen, ook wie alleen een balkon heeft.",
    )  # fmt: skip
    _moderate(table, 37, lambda by: actions.admit(barrels, by=by))


def _refused(table: Table) -> None:
    """Refusals on different grounds: one upheld, one that waits for its second opinion, one that is hidden."""
    district = _hand_in(
        table, "wijk", 27, LOTTE, "Bouw een nieuwe wijk op palen",
        "In het lage land komt een nieuwe wijk met huizen op palen.",
        "Dan hebben de huizen geen last van water, en komen er ook woningen bij.",
    )  # fmt: skip
    reason = (
        "De opdracht van de raden gaat over wijken en dorpen die er al zijn. Dit voorstel gaat over een nieuwe wijk."
    )
    _moderate(table, 26, lambda by: actions.refuse(district, Ground.OFF_TOPIC, reason=reason, by=by))
    with table.on(25, LOTTE):
        why = "Een wijk op palen laat ook zien wat wij in oude wijken kunnen doen."
        _ask(district, why)
    said = "Ook wie ruim leest, ziet dat dit over nieuw bouwen gaat. De opdracht sluit dat uit."
    _moderate(table, 23, lambda by: _judge(district, SecondOpinion.UPHELD, said, by), DAAN)
    neighbour = _hand_in(
        table, "buurman", 24, OMAR, "Dwing mijn buurman zijn tuin open te maken",
        "De tuin van mijn buurman is helemaal betegeld. Daar moet iemand iets van zeggen.",
        "Zijn water loopt bij elke bui mijn schuur in.",
    )  # fmt: skip
    reason = "In de tekst is te herkennen over wie het gaat. Schrijf het op zonder die persoon, dan kan het wel."
    _moderate(table, 23, lambda by: actions.refuse(neighbour, Ground.PERSONAL_DATA, reason=reason, by=by))
    strips = _hand_in(
        table, "stroken", 16, RIA, "Groene stroken langs de huizen",
        "Haal langs de huizen een rij tegels weg en zet daar planten die tegen droogte kunnen.",
        "Het riool kan een zware bui nu niet aan. Planten houden het water vast.",
    )  # fmt: skip
    reason = "Dit is hetzelfde idee als het voorstel over geveltuinen. U kunt daar een argument bij geven."
    same = table.made["geveltuin"]
    _moderate(table, 15, lambda by: actions.refuse(strips, Ground.DUPLICATE, reason=reason, by=by, duplicate_of=same))
    with table.on(14, RIA):
        _ask(strips, "Mijn voorstel gaat over planten die tegen droogte kunnen. Dat staat niet in het andere voorstel.")


def _later(table: Table) -> None:
    """What the group talks about now, and what was withdrawn."""
    roofs = _hand_in(
        table, "daken", 34, FATIMA, "Groene daken op bushokjes",
        "Op elk bushokje in de regio komt een dak met sedum.",
        "Bushokjes staan overal. Iedereen ziet zo hoe een groen dak werkt.",
    )  # fmt: skip
    with table.on(33, NOOR) as moderator:
        question = actions.ask_question(roofs, "Bedoelt u ook de hokjes van de provincie?", by=moderator.id)
    with table.on(32, FATIMA):
        actions.answer_question(
            roofs, question, "Ja, als de provincie dat wil. Ik begin graag met die van de gemeenten."
        )
        text = (
            "Bushokjes staan overal. Iedereen ziet zo hoe een groen dak werkt.\n\n"
            "Het dak houdt bij een bui ongeveer de helft van het water vast."
        )
        summary = "Op elk bushokje van de gemeenten komt een dak met sedum. De provincie kan meedoen."
        actions.change_proposal(roofs, title=roofs.title, summary=summary, text=text)
    _moderate(table, 31, lambda by: actions.admit(roofs, by=by))
    _argue(
        table, roofs, 29, RIA, (Side.FOR, "Kinderen leren er iets van terwijl zij op de bus wachten."),
        (OMAR, "Dan moet er wel een bordje bij."),
    )  # fmt: skip
    _argue(
        table, roofs, 28, LOTTE, (Side.AGAINST, "Voor dit geld kun je tien keer zoveel gewone daken groen maken."),
        (FATIMA, "Klopt, maar die zie je niet. Dit is ook een voorbeeld voor iedereen."),
    )  # fmt: skip
    yards = _hand_in(
        table, "bedrijven", 30, KEES, "Bedrijventerreinen vangen hun eigen water op",
        "Op elk bedrijventerrein spreken ondernemers samen af waar het regenwater blijft.",
        "Op onze terreinen ligt veel steen. Samen een vijver aanleggen is goedkoper dan ieder voor zich.",
    )  # fmt: skip
    _moderate(table, 29, lambda by: actions.admit(yards, by=by))
    rude = _argue(
        table, yards, 18, OMAR, (Side.AGAINST, "Ondernemers zijn allemaal uit op eigen voordeel, dat weet iedereen.")
    )
    with table.on(17, NOOR) as moderator:
        reason = "Dit gaat niet over het voorstel maar over een groep mensen."
        actions.hide_argument(queries.argument(rude), reason=reason, by=moderator.id)
        actions.look_at_arguments(yards)
        actions.look_at_arguments(roofs)
        actions.look_at_arguments(table.made["geveltuin"])
        actions.look_at_arguments(table.made["plein"])
    cost = _argue(table, yards, 4, RIA, (Side.AGAINST, "Wie betaalt de vijver als een bedrijf failliet gaat?"))
    with table.on(2, LOTTE) as reader:
        report = "Dit klinkt alsof er een bedrijf failliet gaat. Klopt dat wel?"
        actions.report_argument(queries.argument(cost), reason=report, by=reader.id)
    pumps = _hand_in(
        table, "pompen", 21, OMAR, "Elke buurt een eigen pomp",
        "Elke buurt krijgt een pomp waarmee bewoners zelf ondergelopen kelders leegpompen.",
        "De brandweer kan bij een zware bui niet overal tegelijk zijn.",
    )  # fmt: skip
    with table.on(13, OMAR):
        reason = "De veiligheidsregio blijkt dit al te regelen. Dan is mijn voorstel niet nodig."
        actions.withdraw(pumps, reason=reason)


def _with_a_look(table: Table) -> None:
    """One that was admitted at once and nobody looked at; then moderators look first, and three wait."""
    _hand_in(
        table, "bomen", 11, LOTTE, "Laat bewoners bomen kiezen",
        "Als er een boom bijkomt, kiezen de buren uit drie soorten die tegen droogte kunnen.",
        "Wie zelf kiest, geeft de boom in een droge zomer ook water.",
    )  # fmt: skip
    with table.on(10, NOOR):
        dialogue_actions.change_theme(table.theme, look_beforehand=True, look_reason=LOOK)
    _hand_in(
        table, "kaart", 8, FATIMA, "Een kaart met plekken waar water blijft staan",
        "Inwoners zetten op één kaart van de regio waar na een bui water blijft staan.",
        "De gemeenten zien dan waar zij moeten beginnen, en bewoners zien dat zij niet de enigen zijn.",
    )  # fmt: skip
    hours = _hand_in(
        table, "sproeien", 6, RIA, "Sproeien alleen in de avond",
        "In een droge zomer sproeit iedereen alleen na acht uur 's avonds.",
        "Overdag verdampt de helft. In de avond gaat het water naar de planten.",
    )  # fmt: skip
    with table.on(5, DAAN) as moderator:
        text = "Wilt u dat de gemeenten dit vragen, of dat zij het verbieden?"
        actions.ask_question(hours, text, by=moderator.id)
    _hand_in(
        table, "wadi", 2, OMAR, "Een wadi in elk park",
        "In elk park komt een lage plek met gras waar regenwater in de grond zakt.",
        "Zo'n plek heet een wadi. Bij droog weer kun je er gewoon voetballen.",
    )  # fmt: skip


def _drafts(table: Table) -> None:
    """Two drafts, that only their authors see."""
    for who, title, summary, days in (
        (FATIMA, "Speelplekken met water", "Een pomp en een goot, zodat kinderen met regenwater spelen.", 3),
        (LOTTE, "", "Iets met grijs water uit de douche?", 1),
    ):
        with table.on(days, who) as author:
            actions.save_draft(actions.start_draft(table.theme, author), title=title, summary=summary)
    db.session.flush()


def _ask(proposal: Proposal, why: str) -> None:
    curation = queries.last_curation(proposal.id)
    if curation is not None:
        actions.ask_second_opinion(proposal, curation, why=why)


def _judge(proposal: Proposal, opinion: SecondOpinion, reason: str, by: int) -> None:
    curation = queries.last_curation(proposal.id)
    if curation is not None:
        actions.give_second_opinion(proposal, curation, opinion, reason=reason, by=by)
