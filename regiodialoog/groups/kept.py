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
    "births",
    what=N_("Only where a year of birth is asked: a code made of your name and that year. The year itself is not kept"),
    why=N_("To see whether somebody signed up twice"),
    ground=N_("Your own choice: you signed up"),
    period=N_("Wiped together with your answers"),
    readers=N_("Nobody. The bureau only sees which people have both the same name and the same year of birth"),
    order=70,
)
keeps(
    "help",
    what=N_("Which help you need to be able to come to a group, if you ticked any: travel costs, for instance"),
    why=N_("To arrange it. It makes no difference for your chance of a place"),
    ground=N_("Your own choice: you signed up"),
    period=N_("Wiped together with your answers"),
    readers=N_("You and the bureau"),
    order=70,
)
keeps(
    "consents",
    what=N_("Which text about your answers you agreed to when you signed up, and when"),
    why=N_("So that you and we can see what was promised"),
    ground=N_("A legal duty: we must be able to show that you agreed"),
    period=N_("Wiped together with your answers. The text itself names nobody, and stays"),
    readers=N_("You and the bureau"),
    order=70,
)
keeps(
    "corrections",
    what=N_("What the bureau corrected in your registration when you could not change it any more, when, and why"),
    why=N_("So that nobody changes anything behind your back"),
    ground=N_("A task in the public interest"),
    period=N_("The reason is wiped together with your answers. That something was corrected, and when, stays"),
    readers=N_("You and the bureau"),
    order=70,
)
keeps(
    "news",
    what=N_("That you want to be kept informed of a theme by mail, since when and until when"),
    why=N_("To tell you when the theme goes on"),
    ground=N_("Your own choice: you asked for it"),
    period=N_("Until you stop it, and at most until the day that stood beside it: a year after the theme's last day"),
    readers=N_("You alone. The bureau does not see who they are"),
    order=70,
)
keeps(
    "offers",
    what=N_("Which place a draw offered you, and whether you said yes or no"),
    why=N_("So that nobody is drawn twice, and everybody can check who came next"),
    ground=N_("A task in the public interest"),
    period=N_("As long as this site exists. After you remove your account it no longer says who you were"),
    readers=N_("You and the bureau. Others see counts, and codes in the file of the draw"),
    order=70,
)
keeps(
    "draw_files",
    what=N_("In the file of a draw: a code instead of your name, and the answers by which lots were drawn"),
    why=N_("So that the draw can be checked"),
    ground=N_("A task in the public interest"),
    period=N_("Until the day that is published with the draw, at most a year after the theme has ended"),
    readers=N_("The bureau and the clerks of the councils; everybody where the bureau chose that before the seal"),
    order=70,
)
keeps(
    "arrivals",
    what=N_(
        "How you signed up: by which letter or poster, and your phone number and an address for letters if you have no"
        " e-mail address"
    ),
    why=N_("To know which way works, and to call or write to you"),
    ground=N_("Your own choice: you signed up"),
    period=N_("Phone number and address are wiped together with your answers"),
    readers=N_("You and the bureau. Who calls you sees your name and phone number, not your answers"),
    order=70,
)
keeps(
    "calls",
    what=N_("What we still have to tell you by phone, if you have no e-mail address"),
    why=N_("So that you hear what others read in a mail"),
    ground=N_("Your own choice: you signed up"),
    period=N_("Wiped when you were called"),
    readers=N_("The bureau and who calls you"),
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
    "eligibilities",
    what=N_(
        "Whether you meet each condition of a group into which you were invited, or for whose member you stand in: yes,"
        " no or not known"
    ),
    why=N_("So that only those who may join get a place"),
    ground=N_("Your own choice: you said that you join"),
    period=N_("Wiped 90 days after the theme has ended"),
    readers=N_("You and the bureau"),
    order=72,
)
keeps(
    "seats",
    what=N_("Your place in a group: for which interest, from when until when"),
    why=N_("So that you can take part, and the group knows who is in it"),
    ground=N_("A task in the public interest"),
    period=N_("As long as this site exists. After you remove your account it no longer says who you were"),
    readers=N_(
        "The group, its moderators and the bureau. Others see counts and organisations, and your name if you choose"
    ),
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
keeps(
    "organisation_invitations",
    what=N_(
        "Invitations of organisations into a group: name and e-mail address of the contact, and of the deputy whom they"
        " name; what they write of the mandate of their representative, or why they do not join"
    ),
    why=N_("To offer an organisation a place, and to let the group know what its representative may say yes to"),
    ground=N_("A task in the public interest"),
    period=N_(
        "The names and addresses: until the organisation says no, does not answer in time, or its representative takes"
        " the place, and at most 30 days after the last day to answer. What they wrote: 90 days after the theme has"
        " ended"
    ),
    readers=N_("You and the bureau. The mandate also the group and its moderators"),
    order=72,
)
keeps(
    "invitees",
    what=N_(
        "Lists of people who get a letter or mail that asks them to sign up: name, address, sometimes an e-mail"
        " address, and whether they used the code or said no. The lists come from the municipalities"
    ),
    why=N_("To invite people who would not come by themselves, and to see which letters work"),
    ground=N_("A task in the public interest"),
    period=N_(
        "Name and address are wiped 30 days after the last day to answer, or at once when you say that you do not join,"
        " or ask for it. A file that was not taken over is wiped after a day"
    ),
    readers=N_("The bureau"),
    order=72,
)
keeps(
    "invitees_by_address",
    what=N_("Whether somebody who signed up without a code lives at an address on such a list"),
    why=N_("To count how many people came because of a letter. It gives nobody a better or a worse chance"),
    ground=N_("A task in the public interest"),
    period=N_("Not written down: it is seen only as long as both addresses are kept"),
    readers=N_("The bureau"),
    order=72,
)
keeps(
    "deputies",
    what=N_("Who was asked to stand in for a representative: name and e-mail address, and who confirmed it"),
    why=N_("So that an organisation has a voice on an evening on which its representative cannot come"),
    ground=N_("A task in the public interest"),
    period=N_("Name and address are wiped once you answer, or after two weeks without an answer"),
    readers=N_("You, who you stand in for, the bureau and, once you confirmed it, the group and its moderators"),
    order=73,
)
keeps(
    "declarations",
    what=N_("What you told your group about yourself, and whether everybody may read your name"),
    why=N_("So that others know from where you speak"),
    ground=N_("Your own choice"),
    period=N_("Until you take it back or leave the group"),
    readers=N_("The group, its moderators and the bureau. Your name everybody, if you chose that"),
    order=74,
)
