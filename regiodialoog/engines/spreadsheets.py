"""Text that a spreadsheet would take for a formula: in every CSV that we write it stands behind an apostrophe."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless(text: str) -> str:
    """As it stands in a cell. Text that begins with an apostrophe before a formula gets one more, so that ``plain``
    gives back what was written."""
    return f"'{text}" if text.lstrip("'").startswith(FORMULA) else text


def plain(text: str) -> str:
    """What ``harmless`` wrote, as it was."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(FORMULA) else text
