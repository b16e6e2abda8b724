"""Why a case was found, told from nothing but what this viewer is shown of it."""

from cases.parsing.names import name_initials, name_key
from cases.parsing.number_guess import guess_number
from cases.parsing.numbers import number_key
from cases.policies import GrantedCase
from cases.redaction import Scope, party_name
from cases.selectors.grounds import (
    CAUSE,
    CODE,
    FACTS,
    INITIALS,
    MATTER,
    NUMBER,
    PARTY,
    PLACE,
    initials_typed,
)
from cases.selectors.lines import CaseLine, parties_of
from cases.selectors.narrow import words_of
from cases.selectors.snippets import Piece, holds, marked, marked_initials, snippet

Pieces = tuple[Piece, ...]


def why_found(ground: int, text: str, line: CaseLine, case: "GrantedCase", scope: Scope) -> Pieces:
    """The shown text with the words marked; empty when they don't stand in it."""
    words = words_of(text)
    if ground == NUMBER:
        return _number(text, case)
    if ground in {CODE, PARTY, INITIALS}:
        return _party(ground, text, case, scope)
    shown = {
        CAUSE: line.cause,
        MATTER: getattr(case, "found_matter", None) or "",
        PLACE: getattr(case, "found_place", ""),
        FACTS: getattr(case, "found_facts", ""),
    }[ground]
    if not holds(shown, words):
        return ()
    return snippet(shown, words) if ground == FACTS else marked(shown, words)


def _number(text: str, case: "GrantedCase") -> Pieces:
    """The number that was meant: a case has two."""
    guess = guess_number(text)
    numbers = [number for number in (case.decision_number, case.file_number) if number]
    for number in numbers:
        if guess.fits(number_key(number)):
            return (Piece(number, hit=True),)
    return ()


def _party(ground: int, text: str, case: "GrantedCase", scope: Scope) -> Pieces:
    key, initials = name_key(text), initials_typed(text)
    for party in parties_of(case):
        name = party_name(party, scope)
        if ground == PARTY and key in name_key(name):
            return marked(name, [text])
        if ground == INITIALS and initials in name_initials(name):
            return marked_initials(name, initials)
    # Which party bears a credit code isn't read again: businesses' codes are shown to
    # whoever is shown the parties.
    return (Piece(line_name(case, scope)),) if ground == CODE else ()


def line_name(case: "GrantedCase", scope: Scope) -> str:
    """The first party as shown."""
    return next((party_name(party, scope) for party in parties_of(case)), "")
