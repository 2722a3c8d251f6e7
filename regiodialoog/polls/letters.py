"""What stands in a letter with a voting code, as plain data for ``templates/sheets/letter.typ``."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _

from regiodialoog.core import mails
from regiodialoog.core.i18n import format_moment
from regiodialoog.groups.letters import by_phone, on_sheets, part_of, short
from regiodialoog.polls import labels
from regiodialoog.polls.models import Poll, PollCode


def short_address() -> str:
    """Where one types the code, on the installation's own address."""
    return mails.link("polls.use_code")


def voting_letters(poll: Poll, codes: Sequence[str], letters: Sequence[PollCode]) -> dict[str, Any]:
    """One sheet per code; ``letters`` in the order of the codes."""
    addressed = any(letter.name for letter in letters)
    final = _("A vote in secret cannot be changed.") if poll.secret else _("You can change your vote until then.")
    until = _(
        "You can vote from %(opens)s until %(closes)s.",
        opens=format_moment(poll.opens_at), closes=format_moment(poll.closes_at),
    )  # fmt: skip
    whence = _(
        "Your name and address come from your municipality. We use them for this letter alone, and wipe them at most"
        " 30 days after the poll has closed."
    )
    return on_sheets(
        salutation=_("Dear Sir or Madam,"),
        title=_("You can vote about: %(theme)s", theme=poll.theme.title),
        opening=[_("The question is: %(question)s", question=poll.question), *_told(poll.explanation)],
        parts=[
            part_of(_("When can you vote?"), [f"{until} {final}"]),
            part_of(_("Who sees what you chose?"), [labels.readers(poll)]),
        ],
        box={
            "before": [_("Go to %(address)s and type your code:", address=short(short_address()))],
            "after": [_("Or scan the picture with your phone. The code is for you alone: one code is one vote.")],
            "picture": _("QR code with the address %(address)s", address=short(short_address())),
        },
        closing=[by_phone(), *([whence] if addressed else [])],
        sheets=[(code, letter.envelope) for code, letter in zip(codes, letters, strict=True)],
    )


def _told(explanation: str) -> list[str]:
    """The first paragraph; all of it stands on the site."""
    first = explanation.split("\n\n", maxsplit=1)[0].strip()
    return [first] if 0 < len(first) <= 600 else []
