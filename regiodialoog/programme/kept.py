"""What the programme keeps about people, as /privacy tells it."""

from regiodialoog.core.text import N_
from regiodialoog.core.web.privacy import keeps

keeps(
    "programme_leads",
    what=N_("Names of mayors and aldermen who lead a challenge, as public documents print them"),
    why=N_("So that everybody knows who answers for it"),
    ground=N_("A task in the public interest"),
    period=N_("As long as this site exists: who led before stays part of the history"),
    readers=N_("Everybody"),
    order=46,
)
