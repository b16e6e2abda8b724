"""What must have come of the referrals: every step, paper and delivery once."""

from collections import Counter
from collections.abc import Iterator

from django.core.files.storage import default_storage
from django.db.models import Max

from agencies.models import POSTS_OF_KIND, Agency
from audit.models import AuditEvent
from documents.models import Delivery, Document, Rendering, SerialCounter
from inbox.models import Todo
from referrals.flows import FLOWS
from referrals.models import Custody, Referral, ReferralStep
from referrals.standing import Standing, stand
from tests.faults.county.counts import Count, compare
from tests.faults.county.referrals.acting import noted
from tests.faults.county.referrals.ways import SIGN_FOR, planned

_FORMS = len(Rendering.Form.values)
Sent = tuple[int, int]


def count() -> list[Count]:
    """One line for each thing that must have happened once."""
    steps: dict[int, list[ReferralStep]] = {}
    for step in ReferralStep.objects.order_by("referral", "number"):
        steps.setdefault(step.referral_id, []).append(step)
    referrals = Referral.objects.in_bulk()
    standing = {
        pk: stand(FLOWS[each.flow], each.sender_id, steps.get(pk, []))
        for pk, each in referrals.items()
    }
    return [
        _answered(),
        _numbered(referrals, steps),
        _logged(steps),
        *_papers(steps),
        *_deliveries(referrals, steps),
        _todos(standing),
        _custody(referrals, standing),
    ]


def _answered() -> Count:
    """Transitions whose actor was answered; one that was refused should have been made."""
    ways = planned()
    asked = Counter((int(number), int(place)) for number, place in noted("asked"))
    answered = {(int(number), int(place)) for number, place, _referral in noted("answered")}
    refused = {(int(number), int(place)) for number, place in noted("refused")}
    keys = {
        ways[number].key(place)
        for number, place in answered | refused
        if ways[number].acts[place].name != SIGN_FOR
    }
    times = Counter(
        ReferralStep.objects.filter(key__startswith="way-").values_list("key", flat=True)
    )
    again = asked.total() - len(answered | refused)
    # One that was written and never answered is no fault: its actor would ask again.
    doubled = sum(1 for number in times.values() if number > 1)
    lost = len(keys - times.keys())
    note = f"{again} were asked for again"
    return Count("transitions whose actor was answered", len(keys), lost, doubled, note)


def _numbered(referrals: dict[int, Referral], steps: dict[int, list[ReferralStep]]) -> Count:
    """Steps 1, 2, 3 … up to the version, each beginning where the one before ended."""
    due = {(pk, n) for pk, each in referrals.items() for n in range(1, each.version + 1)}
    times: Counter[tuple[int, int]] = Counter()
    for pk, row in steps.items():
        states = ["", *(step.to_state for step in row)]
        for step, before in zip(row, states, strict=False):
            times[pk, step.number] += step.from_state == before
    title = f"steps of {len(referrals):,} referrals, numbered without a gap"
    return compare(title, due, times)


def _logged(steps: dict[int, list[ReferralStep]]) -> Count:
    """The log names the transition and the states of each step."""
    due = Counter(
        (str(pk), step.transition, step.from_state, step.to_state)
        for pk, row in steps.items()
        for step in row
    )
    lines = AuditEvent.objects.filter(verb__in=("referral.start", "referral.move"))
    told = Counter(
        (pk, changes["transition"], *changes["state"])
        for pk, changes in lines.values_list("object_id", "changes")
    )
    lost, doubled = (due - told).total(), (told - due).total()
    return Count("their lines in the log", due.total(), lost, doubled)


def _papers(steps: dict[int, list[ReferralStep]]) -> Iterator[Count]:
    """Each step has its paper and each paper its step, its number and both its files."""
    due = {step.document_id for row in steps.values() for step in row if step.document_id}
    numbered = Document.objects.filter(serial__isnull=False)
    yield compare(
        "papers signed with them",
        due,
        Counter(numbered.filter(subject_type="referral").values_list("pk", flat=True)),
        f"{numbered.filter(state='void').count()} of them void since",
    )
    counters = SerialCounter.objects.values_list("issuer", "symbol", "year", "taken_over", "last")
    numbers = {
        (issuer, symbol, year, serial)
        for issuer, symbol, year, taken_over, last in counters
        for serial in range(taken_over + 1, last + 1)
    }
    given = Counter(numbered.values_list("issuer", "symbol", "year", "serial"))
    highest = numbered.values("issuer", "symbol", "year").annotate(last=Max("serial")).count()
    yield compare(f"their numbers, {highest} series without a gap", numbers, given)
    made = Rendering.objects.values_list("document", "form", "file")
    # What goes along was signed before the run.
    files = Counter(
        (pk, form) for pk, form, name in made if pk in due and default_storage.exists(name)
    )
    wanted = {(pk, form) for pk in due for form in Rendering.Form.values}
    yield compare(f"their files, {_FORMS} each", wanted, files)


def _deliveries(
    referrals: dict[int, Referral], steps: dict[int, list[ReferralStep]]
) -> Iterator[Count]:
    """A paper goes to whom the flow names; it is laid on a desk and signed for once."""
    due = {
        sent
        for pk, row in steps.items()
        for last in range(len(row))
        for sent in _sent(referrals[pk], row[: last + 1])
    }
    # What goes along comes and goes with these.
    papers = Delivery.objects.filter(document__subject_type="referral")
    ours = set(papers.values_list("document", flat=True))
    taken = papers.filter(delivered_at__isnull=True, withdrawn_at__isnull=False)
    back = set(taken.values_list("document", "receiver"))
    there = Counter(papers.filter(delivered_at__isnull=False).values_list("document", "receiver"))
    note = f"{len(back)} more taken back on the way"
    yield compare("deliveries to whom the flow names", due - back, there, note)
    names = dict(Agency.objects.values_list("name", "pk"))
    lines = AuditEvent.objects.filter(verb="document.deliver").values_list("object_id", "changes")
    laid = Counter(
        (int(pk), names[name])
        for pk, changes in lines
        for name in changes["recipients"]
        if int(pk) in ours
    )
    yield compare("laid on the desk, with a line in the log", due - back, laid)
    signed = AuditEvent.objects.filter(verb="document.sign_for")
    times = Counter(
        (int(pk), agency) for pk, agency in signed.values_list("object_id", "agency_id")
    )
    acts = {int(pk) for (pk,) in noted("signed")}
    kept = Delivery.objects.filter(signed_for_at__isnull=False)
    wanted = {(each.document_id, each.receiver_id) for each in kept}
    lost = len(acts - {each.pk for each in kept})
    found = compare("signed for, with a line in the log", wanted, times)
    yield Count(found.what, found.due + lost, found.lost + lost, found.doubled)


def _sent(referral: Referral, row: list[ReferralStep]) -> Iterator[Sent]:
    """To whom the paper of the last of these steps goes, by the table."""
    step = row[-1]
    flow = FLOWS[referral.flow]
    if step.document_id is None:
        return
    done = flow.transition(step.transition)
    sides = stand(flow, referral.sender_id, row).sides
    for agency in {sides[role] for role in (*done.paper_to, *done.copies_to) if role in sides}:
        if agency != step.agency_id:
            yield step.document_id, agency


def _todos(standing: dict[int, Standing]) -> Count:
    """Who must act where a referral stands now has it on the desk, once, and nobody else."""
    kinds = dict(Agency.objects.values_list("pk", "kind"))
    due = {
        f"referral:{pk}:{each.tell.until or each.name}:{each.step}:{agency}:{each.tell.post}"
        for pk, now in standing.items()
        for each in now.pending
        if each.tell.must_act and (agency := now.sides.get(each.tell.role)) is not None
        if each.tell.post in POSTS_OF_KIND[kinds[agency]]
    }
    rows = Todo.objects.filter(settled_at__isnull=True, key__startswith="referral:")
    return compare(
        "to-dos of where they stand now", due, Counter(rows.values_list("key", flat=True))
    )


def _custody(referrals: dict[int, Referral], standing: dict[int, Standing]) -> Count:
    """Intervals that follow one another from the beginning on, the last one open."""
    held: dict[int, list[Custody]] = {}
    for each in Custody.objects.order_by("since", "pk"):
        held.setdefault(each.referral_id, []).append(each)
    times: Counter[int] = Counter()
    for pk, referral in referrals.items():
        rows = held.get(pk, [])
        ends = [referral.started_at, *(each.until for each in rows)]
        whole = [each.since for each in rows] == ends[:-1] and ends[-1] is None
        times[pk] = bool(rows) and whole and rows[-1].agency_id == standing[pk].holder
    intervals = sum(map(len, held.values()))
    note = f"{intervals:,} intervals"
    return compare("who held them, without gap or overlap", set(referrals), times, note)
