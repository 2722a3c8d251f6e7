"""Who plays in the story, and what one step leaves for the next."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field

from playwright.sync_api import Browser

from tests.journeys.chain.person import Person, arriving
from tests.journeys.chain.world import World
from tests.support.browser import Kinds

THEME = "ontmoeten-in-de-buurt"
TITLE = "Ontmoeten in de buurt"


@dataclass
class Stage:
    """``members`` are the names of those who got a place beside Fatma; ``proposal`` is the address of hers."""

    world: World
    browser: Browser
    javascript: bool
    leaving: ExitStack
    kinds: Kinds
    people: dict[str, Person] = field(default_factory=dict)
    members: list[str] = field(default_factory=list)
    number: int = 0
    proposal: str = ""
    poll: str = ""
    project: str = ""

    def person(self, name: str, *, phone: bool = False) -> Person:
        """Somebody by their name; whoever comes again has the browser of the first time."""
        if name not in self.people:
            coming = arriving(self.browser, self.world, self.kinds, name, javascript=self.javascript, phone=phone)
            self.people[name] = self.leaving.enter_context(coming)
        return self.people[name]

    def plays(self, step: Callable[["Stage"], None]) -> None:
        """Do one step; when it fails, everybody's last page is told with it, and pictured where that is asked."""
        try:
            step(self)
        except BaseException as error:
            error.add_note(f"in the step: {step.__name__.replace('_', ' ')}")
            for person in self.people.values():
                error.add_note(f"{person.name} was at {person.page.url}")
                person.pictures("failed-" + person.name.split()[0].lower())
            raise

    @property
    def fatma(self) -> Person:
        return self.person("Fatma Yilmaz (fictief)", phone=True)

    @property
    def mirjam(self) -> Person:
        return self.person("Mirjam de Groot (fictief)")

    @property
    def noor(self) -> Person:
        return self.person("Noor Willems (fictief)")

    @property
    def daan(self) -> Person:
        return self.person("Daan Vermeer (fictief)")

    @property
    def bo(self) -> Person:
        return self.person("Bo van Dijk (fictief)")

    @property
    def aylin(self) -> Person:
        """The regional contact of Soest."""
        return self.person("Aylin Kaya (fictief)")

    @property
    def greet(self) -> Person:
        """The council clerk of Soest."""
        return self.person("Greet Hendriks (fictief)")

    @property
    def ilse(self) -> Person:
        return self.person("Ilse Vos (fictief)")

    @property
    def visitor(self) -> Person:
        return self.person("a visitor", phone=True)

    def member(self, n: int) -> Person:
        return self.person(self.members[n], phone=True)
