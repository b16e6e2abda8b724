"""Which lines of the log belong in the trail of a case, and before whom.

Whatever isn't named here is shown to nobody (docs/adr/0027-audit-seals.md). Clocks that open,
move and close by themselves follow from the facts and stand in the section of periods.
"""

from agencies.models import AgencyKind

# Acts on the record: everybody who sees the history of the case.
ACTS = frozenset(
    {
        "case.record",
        "case.correct",
        "case.withdraw",
        "case.serve",
        "case.close",
        "case.add_payments",
        "case.add_deferrals",
        "case.add_steps",
        "case.add_remedies",
        "case.not_offence",
        "clock.pause",
        "clock.resume",
        "clock.extend",
        "clock.strike",
    }
)
# What became of papers about the case: whoever may read the paper.
PAPERS = frozenset(
    {
        "document.draft",
        "document.issue",
        "document.sign_for",
        "document.note_service",
        "document.withdraw_delivery",
        "document.void",
    }
)
# How access to the case changed: the agency whose case it is.
OF_OWNER = frozenset(
    {
        *("access.follow_sector", "access.open", "access.close"),
        *("case.restrict", "case.unrestrict"),
    }
)
# How an agency works within: that agency alone.
INNER = frozenset(
    {
        "attachment.bring",
        "attachment.remove",
        "todo.claim",
        "todo.release",
        "todo.hand_over",
        "todo.finish",
        "todo.withdraw",
        "todo.undo",
        "flag.confirmed",
        "flag.dismissed",
    }
)
# Looks at the case: the leader of the agency whose case it is. That a case was flagged isn't
# theirs to know.
READS = frozenset(
    {
        *("case.read", "case.print", "case.reveal", "case.trail"),
        *("case_file.read", "case_file.print", "case_file.make"),
    }
)
# Who supervises isn't watched by those he supervises, and nobody learns from the trail what the
# discipline commission does.
UNWATCHED = (AgencyKind.DISCIPLINE, AgencyKind.PROCURATORATE)
UNSEEN = (AgencyKind.DISCIPLINE,)
# Why other lines that carry a case are left out, so that a new verb is decided on.
LEFT_OUT = {
    "attachment.download": "a look at a file, of which others may not know that it is there",
    "attachment.infected": "stands beside the file",
    "attachment.empty": "stands beside the file",
    "referral.start": "stands in the referral, cut to the depth of each side",
    "referral.move": "stands in the referral, cut to the depth of each side",
    "referral.succeed": "stands in the referral, cut to the depth of each side",
    "referral.view": "a look at the referral, not at the case",
    "document.discard": "there is no paper any more that anybody could see",
    "document.deliver": "stands on the page of the paper",
    "document.send_on": "stands on the page of the paper",
    "document.chase": "stands on the page of the paper",
    "document.read": "a look at the paper, not at the case",
    "document.preview": "a look at the paper, not at the case",
    "document.download": "a look at the paper, not at the case",
    "document.check": "a look at the paper, not at the case",
    "clock.open": "follows from the facts",
    "clock.close": "follows from the facts",
    "clock.move": "follows from the facts",
    "clock.reopen": "follows from the facts",
    "clock.remove": "follows from the facts",
    "clock.ahead": "stands in the section of periods",
    "clock.due": "stands in the section of periods",
    "clock.overdue": "stands in the section of periods",
    "todo.raise": "follows from a clock",
    "todo.move": "follows from a clock",
    "notice.post": "says what another line says",
    "notice.withdraw": "says what another line says",
    "flag.raise": "the procuratorate's queue, made by the system",
    "flag.reopen": "the procuratorate's queue, made by the system",
    "flag.lapse": "the procuratorate's queue, made by the system",
    "flag.read": "that a case was flagged",
}
