"""What can go wrong on purpose, each with its HTTP status. Actions raise these; the web turns them into a page."""


class HouseError(Exception):
    """A refusal that is explained to the person. ``message`` is for people, translated, without private data."""

    status = 500

    def __init__(self, message: str = "") -> None:
        super().__init__(message)
        self.message = message


class NotFound(HouseError):
    """There is no such thing, or the person may not know that there is."""

    status = 404


class NotSignedIn(HouseError):
    """This needs a person; we do not know yet who it is."""

    status = 401


class SecondFactorNeeded(NotSignedIn):
    """The person has the right, but this session has not shown the second factor that staff rights need."""


class Forbidden(HouseError):
    """We know who it is, and this person may not."""

    status = 403


class Conflict(HouseError):
    """What was asked does not fit the present state: somebody was first, or the move is not in the table."""

    status = 409


class Outdated(Conflict):
    """Somebody else changed the row between the form being shown and being sent."""


class Invalid(HouseError):
    """A value that no form should have let through; ``message`` names the field."""

    status = 422


class TooMany(HouseError):
    """Too many tries; ``retry_after`` in seconds."""

    status = 429

    def __init__(self, message: str = "", retry_after: int = 60) -> None:
        super().__init__(message)
        self.retry_after = retry_after
