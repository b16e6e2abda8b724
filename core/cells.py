"""Cells that no spreadsheet runs as a formula or shortens as a number."""

# A spreadsheet would run what begins so.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LONG_NUMBER = 12


def safe(text: str) -> str:
    """The text for a cell of a csv file, which has no types."""
    plain = text.lstrip()
    if text.startswith(_FORMULA) or plain.startswith(_FORMULA):
        return text if _is_number(text) else "'" + text
    # A trailing tab keeps identity numbers text when the file is opened by a double click.
    return text + "\t" if len(text) >= _LONG_NUMBER and text.isdigit() else text


def _is_number(text: str) -> bool:
    return text.isascii() and text[1:].replace(".", "", 1).isdigit() and text[0] in "+-"
