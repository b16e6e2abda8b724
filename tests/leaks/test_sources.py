"""What the sources must not do, and who works on whose behalf in the background."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from celery import current_app
from django.apps import apps
from django.conf import settings

from core.delivery import _handlers

ROOT = Path(settings.BASE_DIR)
APPS = ("core", "audit", "agencies", "deadlines", "inbox", "documents", "cases", "referrals",
        "supervision", "config")  # fmt: skip
MANAGERS = {"objects", "_default_manager", "_base_manager"}

# Where rows of cases and of what hangs on them may be asked for, and why that is safe.
ALLOWED = {
    "cases/policies.py": "is the rule itself",
    "cases/clocks/": "counts for the system; tells only who sees the case",
    "cases/selectors/": "starts from visible_cases or an access row",
    "cases/services/": "writes after may_record, may_change or may_reveal",
    "cases/sharing.py": "writes the access rows; shows nothing",
    "cases/grants.py": "writes what opens a case on a ground; shows nothing",
    "referrals/policies.py": "is the rule itself",
    "referrals/services/": "writes after perform has authorised; a case through access_of",
    "referrals/conditions/": "answers why a step of a visible referral can't be made",
    "referrals/effects/": "writes what an authorised step does; a case through cases/services",
    "referrals/filling.py": "the number of a paper that the viewer's referral shows",
    "referrals/telling.py": "raises and settles for the system; subjects through visible_rows",
    "referrals/clocks/": "counts for the system; tells only who stands on a side",
    "cases/importing/": "files of the own agency; cases through visible_cases",
    "cases/exporting/": "exports of the person; cases through search_cases",
    "cases/demo/": "fills the demo county; not reached from the web",
    "referrals/selectors/": "starts from visible_rows; keys of the own agency, of visible cases",
    "referrals/subject.py": "notices of what was taken back; else through visible_rows",
    "referrals/audience.py": "who may be told of a confidential or restricted one, for the system",
    "referrals/goods/": "goods of a referral that the actor sees and may write on",
    "supervision/selectors.py": "flags of visible_cases",
    "supervision/services.py": "the system runs rules; a person goes through flag_for",
    "supervision/demo/": "fills the demo county; not reached from the web",
    "documents/attachments/": "writes after may_attach, reads what is_shown lets through",
    "documents/policies.py": "is the rule itself",
    "documents/selectors/": "starts from visible_documents or delivered_to",
    "documents/services/": "writes after locked_draft, may_sign, may_void or delivered_to",
    "inbox/selectors/": "to-dos of the own agency and post; subjects through visible_cases",
    "inbox/services/": "raises and settles for the system; a person goes through todo_for",
}

# On whose behalf each background task works: none of them shows anything to anybody.
TASKS = {
    "core.tasks.drain_outbox": "system: delivers what services published",
    "core.tasks.drain_outside": "system: delivers what services published to other machines",
    "core.tasks.heartbeat": "system: touches no case",
    "core.tasks.remove_delivered": "system: deletes messages that were handled",
    "inbox.tasks.send_digests": "each reader: figures of their own to-dos, no subject is read",
    "inbox.tasks.free_claims": "system: gives to-dos back to their post, no subject is read",
    "inbox.tasks.remove_old_notices": "system: deletes notices past their time",
    "audit.tasks.seal": "system: signs lines of the log, shows none",
    "audit.tasks.make_partitions": "system: makes room for lines of the log",
    "audit.tasks.verify": "system: the result is for the audit administrator",
    "audit.tasks.verify_all": "the audit administrator who asked, as may_read_log checks",
    "agencies.tasks.remove_failed_sign_ins": "system: deletes failed sign-ins",
    "cases.tasks.empty_old_imports": "system: empties rows past their retention",
    "cases.tasks.remove_old_answers": "system: deletes answers of the API past their time",
    "deadlines.tasks.follow_recounts": "system: counts open clocks anew; shows numbers only",
    "deadlines.tasks.check_overdue": "system: raises to-dos for the agency of the clock",
    "referrals.tasks.remove_old_events": "system: deletes events past their time",
    "referrals.tasks.become_ready": "system: moves what waited for its day; shows numbers only",
    "supervision.tasks.run_rules": "system: raises flags, seen through visible_flags",
    "cases.tasks.follow_agreements": "system: opens and removes what agreements say, never more",
    "cases.tasks.check_import": "the person who uploaded: duplicates among their visible cases",
    "cases.tasks.read_import": "the person who uploaded: rows of the own file",
    "cases.tasks.undo_import": "the person who pressed the button, as may_record checks",
    "cases.tasks.commit_import": "the person who pressed the button, as record_case checks",
    "cases.tasks.resume_imports": "whoever began the import",
    "cases.tasks.make_export": "the person who asked: their visible cases, cut to what they see",
    "documents.attachments.tasks.scan_unscanned": "system: writes verdicts, shows no file",
    "documents.attachments.tasks.empty_removed": "system: deletes files past their time",
    "documents.tasks.chase_deliveries": "system: to-dos for the agency that has the paper",
    "cases.tasks.tend_exports": "system: deletes files past their time; else as make_export",
}
HANDLERS = {
    "attachment.brought": {
        "documents.attachments.scanning.scan_brought": "system: writes a verdict, shows no file",
    },
    "agreement.changed": {"cases.wiring.agreement_changed": "system: what two people approved"},
    "inbox.mail": {"inbox.sending.mail.send_digest": "the reader: figures of a digest of theirs"},
    "inbox.webhook": {"inbox.sending.webhook.send": "system: counts of an agency, to itself"},
    "document.signed": {
        "documents.services.files.render_signed": "system: makes files; taken through take_file",
    },
    "document.sent": {
        "documents.services.delivering.lay": "system: to-dos for the agency that it was sent to",
    },
    "referral.moved": {
        "supervision.wiring.referral_moved": "system: rules look at the case that was passed on",
    },
    "case.changed": {
        "supervision.wiring.case_changed": "system: rules look at the cases that changed",
        "cases.wiring.case_changed": "system: keeps pairs of ids; read through known_parties",
    },
}

# Who puts markup together by hand for speed, each with a test that it escapes what it is given.
DRAWN = {
    "core/form_drawing.py": "tests/core/test_form_drawing.py compares it with Django's own",
    "core/templatetags/fields.py": "tests/core/test_escaping.py",
    "cases/templatetags/case_rows.py": "tests/cases/test_escaping.py",
    "cases/templatetags/case_hits.py": "tests/cases/test_find.py",
    "inbox/templatetags/inbox_ui.py": "marks only what `day` drew",
    "referrals/templatetags/referral_ui.py": "tests/referrals/test_list_page.py",
}


def sources() -> Iterator[tuple[str, ast.Module]]:
    """Every Python file of the platform."""
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8"))


def guarded() -> set[str]:
    """Models of cases, and those that point at one."""
    names = {model.__name__ for model in apps.get_app_config("cases").get_models()}
    public = {"Law", "LawVersion", "LawArticle", "Charge", "Matter", "MatterBasis", "Threshold"}
    return (names - public - {"ReferenceFile"}) | {
        "Flag",
        "Todo",
        "Notice",
        "Document",
        "Delivery",
        "Attachment",
        "Referral",
        "ReferralAccess",
        "ReferralStep",
        "ReferralEvent",
        "Custody",
    }


def manager_uses(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Where a manager is asked: the model (or "?" for a variable) and the line.

    To ask for nothing is no question: a field of a form wants an empty set to begin with.
    """
    nothing = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "none"
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS and node not in nothing:
            yield node.value.id if isinstance(node.value, ast.Name) else "?", node.lineno


def test_rows_of_cases_are_asked_for_in_few_places() -> None:
    models = guarded()
    wrong = [
        f"{path}:{line} {model}"
        for path, tree in sources()
        if not any(path.startswith(place) for place in ALLOWED)
        for model, line in manager_uses(tree)
        if model in models or (path.startswith("cases/") and model == "?")
    ]
    assert wrong == []


def test_no_view_asks_a_manager() -> None:
    wrong = [
        f"{path}:{line} {model}"
        for path, tree in sources()
        if re.search(r"/(views|api|api_schema|forms|templatetags)(/|\.py$)", path)
        for model, line in manager_uses(tree)
        if not path.startswith("agencies/forms/") and not path.startswith("cases/forms/")
    ]
    assert wrong == []


def test_every_place_that_may_is_there() -> None:
    gone = [place for place in ALLOWED if "/demo/" not in place and not (ROOT / place).exists()]
    assert gone == []


def test_no_template_switches_escaping_off() -> None:
    pattern = re.compile(r"\|\s*safe(seq)?\b|autoescape\s+off")
    wrong = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "templates").rglob("*")
        if path.is_file() and pattern.search(path.read_text("utf-8"))
    ]
    assert wrong == []
    marked = [
        f"{path}:{node.lineno}"
        for path, tree in sources()
        if path not in DRAWN
        for node in ast.walk(tree)
        if (isinstance(node, ast.Name) and node.id == "mark_safe")
        or (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "SafeString")
    ]
    assert marked == []


def test_every_task_says_on_whose_behalf_it_works() -> None:
    current_app.loader.import_default_modules()
    tasks = {name for name in current_app.tasks if not name.startswith("celery.")}
    ours = {name for name in tasks if name.split(".")[0] in APPS}
    assert ours == set(TASKS)


def test_every_listener_says_on_whose_behalf_it_works() -> None:
    listening = {
        topic: {f"{handler.__module__}.{handler.__qualname__}" for handler in handlers}
        for topic, handlers in _handlers.items()
        if any(handler.__module__.split(".")[0] in APPS for handler in handlers)
    }
    assert listening == {topic: set(handlers) for topic, handlers in HANDLERS.items()}
