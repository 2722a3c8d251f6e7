"""What the ground floor and the accounts keep about people, as /privacy tells it. Other features add their own."""

from regiodialoog.core.text import N_
from regiodialoog.core.web.privacy import keeps

keeps(
    "accounts",
    what=N_("Your account: name, e-mail address, language and, if you gave it, your municipality"),
    why=N_("To let you sign in and take part, and to send you messages about it"),
    ground=N_("Your own choice: you asked for the account"),
    period=N_("Until you remove the account. An account that you made yourself and never confirmed goes after 7 days"),
    readers=N_("You and the functional administrators"),
    order=10,
)
keeps(
    "roles",
    what=N_("Your roles: what you may do, from when until when, and who gave you the role"),
    why=N_("So that everybody can check afterwards who was allowed to do what"),
    ground=N_("A task in the public interest"),
    period=N_("As long as this site exists. After you remove your account it no longer says who you were"),
    readers=N_("You and the functional administrators"),
    order=20,
)
keeps(
    "keys",
    what=N_("How staff sign in: a scrambled password, the key of the app and recovery codes"),
    why=N_("To keep others out"),
    ground=N_("The duty to protect data"),
    period=N_("Until the account ends. A link to sign in works for 15 minutes"),
    readers=N_("Nobody can read it back"),
    order=30,
)
keeps(
    "outbox",
    what=N_("E-mails that this site sends to you: address, subject and text"),
    why=N_("So that no message gets lost, and you can read them again"),
    ground=N_("Part of the account that you asked for"),
    period=N_("For 90 days, or until you remove the account. Links to sign in are wiped as soon as the mail has left"),
    readers=N_("You"),
    order=40,
)
keeps(
    "log",
    what=N_("The log: what was changed on this site, when, and by whom"),
    why=N_("So that everybody can check what happened"),
    ground=N_("A task in the public interest"),
    period=N_("As long as this site exists. After you remove your account it no longer says who you were"),
    readers=N_("Everybody, without names. The bureau and the functional administrators also see who did it"),
    order=50,
)
keeps(
    "trail_texts",
    what=N_("What you wrote for everybody to read, as it stands in the files of the logbook"),
    why=N_("So that everybody can check that nobody changed it afterwards"),
    ground=N_("A task in the public interest"),
    period=N_(
        "Until you remove your account. Then the text is wiped; a code stays that nobody can turn back into the text"
    ),
    readers=N_("Everybody, without your name. That it is yours, only the software knows"),
    order=55,
)
keeps(
    "visits",
    what=N_("Technical data: which page was asked for, and your internet address to count tries to sign in"),
    why=N_("To find faults and to stop attacks"),
    ground=N_("The duty to protect data"),
    period=N_(
        "A counter counts for 15 minutes at most and is wiped soon after. Nobody follows what you read on this site"
    ),
    readers=N_("The technical administrators"),
    order=60,
)
