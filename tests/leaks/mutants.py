"""Take protections out, one at a time, in a copy of the sources, and run the leak tests there.

    DATABASE_URL=… REDIS_URL=… python -m tests.leaks.mutants [name …]

Prints for each whether a test failed ("killed", and which) or none did ("SURVIVED").
A mutant whose text isn't in the sources any more stops the run: it must be rewritten.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
COPIED = ("*.py", "*.html", "*.csv", "*.po", "*.mo", "pyproject.toml", "*.svg", "*.css", "*.js")


@dataclass(frozen=True)
class Mutant:
    """One protection and what is left when it is taken out."""

    name: str
    path: str
    there: str
    instead: str


MUTANTS = (
    # View
    Mutant(
        "queue open to everyone", "supervision/views.py",
        "if not sees_flags(request.user):", "if not request.user:",
    ),
    Mutant(
        "list of people open to everyone", "agencies/views/people.py",
        "found(people_policy.may_list(actor))", "found(True)",
    ),
    Mutant(
        "numbers in clear below grade 4", "cases/policies.py",
        "access.grade_ceiling) >= 4", "access.grade_ceiling) >= 3",
    ),
    # Selector
    Mutant(
        "agency of the access row", "cases/policies.py",
        'term("group_id", actor.agency.group_id)\n        & (', "(",
    ),
    Mutant(
        "expiry", "cases/policies.py",
        '& (term("expires_at__isnull", True) | term("expires_at__gt", current_moment()))', "",
    ),
    Mutant(
        "agreement in force", "cases/policies.py",
        '& (term("agreement__isnull", True) | term("agreement__in", in_force.values("pk")))', "",
    ),
    Mutant(
        "named people only", "cases/policies.py",
        '& (term("named_only", False) | Q(Exists(named)))', "",
    ),
    Mutant(
        "known parties of all cases", "cases/selectors/identities.py",
        'Party.objects.filter(counting(actor, "case__access__")) if sees',
        "Party.objects.all() if sees",
    ),
    Mutant(
        "parties whose names are masked", "cases/selectors/identities.py",
        "rows.filter(clear | public)", "rows",
    ),
    Mutant(
        "parties merged by anybody who sees them", "cases/policies.py",
        "actor.holds(*LINKING_POSTS) or (own and may_record(actor))", "True",
    ),
    Mutant(
        "decisions of which one side is known", "cases/selectors/identity_changes.py",
        "        if one and other:", "        if one or other:",
    ),
    Mutant(
        "draft of another person", "cases/selectors/drafts.py",
        "filter(pk=draft_id, person=actor, agency=actor.agency)", "filter(pk=draft_id)",
    ),
    Mutant(
        "flags of all cases", "supervision/selectors.py",
        'Flag.objects.alias(seen=Subquery(supervised.values("pk")[:1])).filter(seen__isnull=False)',
        "Flag.objects.all()",
    ),
    Mutant(
        "search by a masked name", "cases/selectors/search.py",
        "clear = graded(actor, PARTIES_SHOWN, PERSON_NAME_GRADE)", "clear = Q()",
    ),
    Mutant(
        "open cases of a pointer", "cases/selectors/search.py",
        "graded(actor, _MATTER, 2) & Q(grant_open=True)", "Q(grant_open=True)",
    ),
    Mutant(
        "count of a proposed agreement", "agencies/views/agreements.py",
        "covered_cases(shown) if agreement_policy.may_end(actor, shown) else None",
        "covered_cases(shown)",
    ),
    # Redaction, which serializers and templates are fed from
    Mutant("grade of facts", "cases/redaction.py", "Section.FACTS: 3,", "Section.FACTS: 2,"),
    Mutant(
        "ceiling of the agreement", "cases/policies.py",
        "return min(actor.clearance, ceiling)", "return actor.clearance",
    ),
    Mutant(
        "clearance of the person", "cases/policies.py",
        "return min(actor.clearance, ceiling)", "return ceiling",
    ),
    Mutant(
        "name of a person", "cases/redaction.py",
        "scope.grade < PERSON_NAME_GRADE:", "scope.grade < 0:",
    ),
    Mutant(
        "people named in texts", "core/masking.py",
        "    if spellings is None:\n        return text\n    return spellings.sub(",
        "    if text:\n        return text\n    return spellings.sub(",
    ),
    Mutant(
        "identifier unmasked", "cases/redaction.py",
        "return mask_id(str(party.identifier))", "return str(party.identifier)",
    ),
    Mutant(
        "decision content at grade 2", "cases/selectors/detail.py",
        "decision_content=pick(f,", "decision_content=pick(d,",
    ),
    # Template given more than it may show
    Mutant(
        "the record given to the template", "cases/views/detail.py",
        '        "facts": view_facts(view),\n        **offence_context(',
        '        "missing_raw": __import__("cases.models").models.Case.objects.get(pk=pk),\n'
        '        "facts": view_facts(view),\n        **offence_context(',
    ),
    Mutant(
        "a raw field through a relation in the template", "templates/cases/list.html",
        "{% block content %}",
        "{% block content %}{% for row in user.agency.group.caseaccess_set.all %}"
        "{{ row.content_object.facts }}{% endfor %}",
    ),
    Mutant(
        "escaping switched off in a template", "templates/cases/detail.html",
        "{{ case.cause }}", "{{ case.cause|safe }}",
    ),
    # Passed on
    Mutant(
        "sides of a referral", "referrals/policies.py",
        "        agency=actor.agency_id,\n", "",
    ),
    Mutant(
        "confidential referrals for systems", "referrals/policies.py",
        "known if actor.is_system else known | named_me | my_post", "Q()",
    ),
    Mutant(
        "words of the other side", "referrals/selectors/cutting.py",
        "return self.depth == Depth.FULL or step.agency_id == self.agency_id", "return True",
    ),
    Mutant(
        "files of the other side", "referrals/selectors/cutting.py",
        "return actor.clearance if self.depth == Depth.FULL and self.until is None else 0",
        "return actor.clearance",
    ),
    Mutant(
        "named people of a restricted matter", "referrals/policies.py",
        "return _rows(actor).filter(~_restricted() | _let_in(actor))", "return _rows(actor)",
    ),
    Mutant(
        "words for who only names people", "referrals/subject.py",
        "    rows = visible_rows(actor).filter(referral__in=list(ids))\n"
        "    return set(rows.values_list(\"referral_id\", flat=True)) if ids else set()\n\n\n"
        "def seen_among",
        "    rows = known_rows(actor).filter(referral__in=list(ids))\n"
        "    return set(rows.values_list(\"referral_id\", flat=True)) if ids else set()\n\n\n"
        "def seen_among",
    ),
    Mutant(
        "inner steps of the other side", "referrals/selectors/cutting.py",
        "return step.agency_id == self.agency_id or not is_inner(flow, step, self.roles)",
        "return True",
    ),
    Mutant(
        "inner steps counted for the other side", "referrals/services/following.py",
        "            not is_inner(flow, step, sides[agency])\n            and (", "            (",
    ),
    Mutant(
        "clearance for words on every side", "referrals/selectors/cutting.py",
        "return Depth.STEPS if depth == Depth.FULL and not reads_words(actor) else depth",
        "return depth",
    ),
    Mutant(
        "papers of a confidential matter to others", "documents/services/issuing.py",
        "if confined and any(each.agency_id not in confined for each in wanted):", "if False:",
    ),
    Mutant(
        "goods lists for who watches", "referrals/goods/selectors.py",
        "return rows[0].referral if signing or cut.depth == Depth.FULL else None",
        "return rows[0].referral",
    ),
    Mutant(
        "papers of a confidential matter delivered", "documents/policies.py",
        "(~Q(state=DocumentState.DRAFT) & (Q(confidential=False) | known) & Exists(received))",
        "(~Q(state=DocumentState.DRAFT) & Exists(received))",
    ),
)  # fmt: skip


def copy_of(root: Path, target: Path) -> None:
    """Everything git knows or would take."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"],
        cwd=root, check=True, capture_output=True,
    ).stdout  # fmt: skip
    for name in filter(None, listed.decode().split("\0")):
        if (root / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, target / name)


# Tried first: few personas, one for each way of being refused.
QUICK = (
    "sources or passed_on or existence or counts"
    " or (canary and (judge or justice or low or clerk_b or police or township))"
    " or (urls and (queue or people or reveal or draft or api))"
)


def failing(where: Path, *chosen: str) -> str:
    """The first test that fails, or nothing."""
    order = ("sources", "passed_on", "existence", "canary", "urls", "counts")
    files = [f"tests/leaks/test_{name}.py" for name in order]
    tests = [*files, *chosen, "-x", "-q", "--reuse-db", "-p", "no:cacheprovider", "--tb=no"]
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", *tests],
        cwd=where, check=False, capture_output=True, text=True,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test"},
    )  # fmt: skip
    found = re.search(r"^(?:FAILED|ERROR) tests/leaks/(\S+)", ran.stdout, re.MULTILINE)
    if ran.returncode not in {0, 1}:
        raise SystemExit(ran.stdout + ran.stderr)
    return found[1] if found else ""


def results(names: list[str]) -> Iterator[tuple[str, str]]:
    """Each mutant with the test that found it."""
    with tempfile.TemporaryDirectory() as folder:
        copy_of(ROOT, Path(folder))
        if first := failing(Path(folder)):
            raise SystemExit(f"{first} fails before anything is taken out")
        for mutant in MUTANTS:
            if names and mutant.name not in names:
                continue
            path = Path(folder) / mutant.path
            source = path.read_text("utf-8")
            if mutant.there not in source:
                raise SystemExit(f"{mutant.name}: not in {mutant.path} any more")
            path.write_text(source.replace(mutant.there, mutant.instead), "utf-8")
            yield mutant.name, failing(Path(folder), "-k", QUICK) or failing(Path(folder))
            path.write_text(source, "utf-8")


def main() -> int:
    """Print a line per mutant; 1 when one survived."""
    survived = 0
    for name, test in results(sys.argv[1:]):
        survived += not test
        sys.stdout.write(f"{'killed  ' if test else 'SURVIVED'}  {name}  {test}\n")
        sys.stdout.flush()
    return int(bool(survived))


if __name__ == "__main__":
    raise SystemExit(main())
