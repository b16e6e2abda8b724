"""Reads. Everything that shows a case starts from `visible_cases`."""

from cases.selectors.detail import CaseNotVisible, CaseView, case_view, scope_of
from cases.selectors.drafts import draft_of, drafts_of
from cases.selectors.duplicates import Duplicate, duplicates_of
from cases.selectors.inputs import input_of
from cases.selectors.lines import CaseLine, lines_of
from cases.selectors.search import CaseFilter, search_cases
from cases.selectors.suggest import suggest_laws, suggest_matters, suggest_officers
from cases.selectors.visibility import visible_cases
from cases.selectors.why import Why, why

__all__ = [
    "CaseFilter",
    "CaseLine",
    "CaseNotVisible",
    "CaseView",
    "Duplicate",
    "Why",
    "case_view",
    "draft_of",
    "drafts_of",
    "duplicates_of",
    "input_of",
    "lines_of",
    "scope_of",
    "search_cases",
    "suggest_laws",
    "suggest_matters",
    "suggest_officers",
    "visible_cases",
    "why",
]
