"""What meetings keep about people, as /privacy tells it."""

from regiodialoog.core.text import N_
from regiodialoog.core.web.privacy import keeps

keeps(
    "attendances",
    what=N_("Whether you or your deputy came to a meeting of your group, or said that you could not come"),
    why=N_("To pay the compensation and to know how many people talked along"),
    ground=N_("A task in the public interest"),
    period=N_("Until you remove your account"),
    readers=N_(
        "You, your deputy, the moderator of your group and the bureau. Others see how many came, if five or more did"
    ),
    order=75,
)

keeps(
    "straw_answers",
    what=N_("What you answered by phone to a straw poll at a meeting of your group"),
    why=N_("To count it"),
    ground=N_("A task in the public interest"),
    period=N_("Until it is counted, a day after the meeting at the latest. Then only the totals are left"),
    readers=N_("Nobody but you"),
    order=76,
)
