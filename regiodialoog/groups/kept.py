"""What groups keep about people, as /privacy tells it."""

from regiodialoog.core.text import N_
from regiodialoog.core.web.privacy import keeps

keeps(
    "registrations",
    what=N_("Signing up for a group: interest, municipality, on which days you can come, and your answers"),
    why=N_("To put a group together in which every interest and every municipality has a place"),
    ground=N_("Your own choice: you signed up"),
    period=N_("Answers are wiped 90 days after the theme has ended, or at once when you withdraw"),
    readers=N_("You and the bureau"),
    order=70,
)
keeps(
    "registrations_who",
    what=N_(
        "Whether you meet each condition of the group: yes, no or not known. Only where at most one person of a"
        " household can sit: your postcode and house number"
    ),
    why=N_("So that only those who may join get a place, and at most one person of a household"),
    ground=N_("Your own choice: you signed up"),
    period=N_("Wiped together with the answers: 90 days after the theme has ended, or at once when you withdraw"),
    readers=N_("You and the bureau. The file of a draw holds a code, and never an address"),
    order=70,
)
keeps(
    "seats",
    what=N_("Your place in a group: for which interest, from when until when"),
    why=N_("So that you can take part, and the group knows who is in it"),
    ground=N_("A task in the public interest"),
    period=N_("As long as this site exists. After you remove your account it no longer says who you were"),
    readers=N_("The group, its moderators and the bureau. Others see counts and organisations, no names"),
    order=71,
)
keeps(
    "invitations",
    what=N_("Invitations into a group: name and e-mail address of whoever is invited"),
    why=N_("To offer somebody a place"),
    ground=N_("A task in the public interest"),
    period=N_("Until you decline, or two weeks without an answer. Whoever accepts: 90 days after the theme has ended"),
    readers=N_("You and the bureau"),
    order=72,
)
