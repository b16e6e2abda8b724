"""Puts the wording of laws into the database: what ships, and what an administrator brings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from cases.models import Law, LawArticle, LawVersion
from cases.parsing.law_texts import VersionRow

_BATCH = 2000
_FACTS = ("edition", "in_force_from", "in_force_to", "ground", "state_of", "source", "digest")


@dataclass
class Compared:
    """Versions against what is there: new, changed (same law and day), and as they are."""

    new: list[VersionRow] = field(default_factory=list)
    changed: list[VersionRow] = field(default_factory=list)
    same: list[VersionRow] = field(default_factory=list)
    unknown: list[VersionRow] = field(default_factory=list)  # of laws that aren't listed


def version_key(row: VersionRow) -> str:
    """What names a version: the law and the day."""
    return f"{row.title}|{row.promulgated_on.isoformat()}"


def compare_versions(rows: Iterable[VersionRow]) -> Compared:
    """What bringing these versions would change; reads only."""
    laws = set(Law.objects.values_list("title", flat=True))
    there = {
        (version.law.title, version.promulgated_on): version
        for version in LawVersion.objects.select_related("law")
    }
    result = Compared()
    for row in rows:
        version = there.get((row.title, row.promulgated_on))
        if version and row.in_force_to is None:
            # The source knows no end; a later wording that came another way may have set one.
            row = replace(row, in_force_to=version.in_force_to)
        if row.title not in laws:
            result.unknown.append(row)
        elif version is None:
            result.new.append(row)
        elif all(getattr(version, name) == getattr(row, name) for name in _FACTS):
            result.same.append(row)
        else:
            result.changed.append(row)
    return result


def bring_versions(compared: Compared) -> int:
    """Write new and changed versions with their articles; how many articles were written.

    No version is ever removed. One that began before a new one and had no end ends the day
    before that begins.
    """
    rows = [*compared.new, *compared.changed]
    laws = Law.objects.in_bulk([row.title for row in rows], field_name="title")
    digests = dict(LawVersion.objects.values_list("pk", "digest"))
    versions = LawVersion.objects.bulk_create(
        [_version(laws[row.title], row) for row in rows],
        update_conflicts=True,
        unique_fields=["law", "promulgated_on"],
        update_fields=[*_FACTS, "articles_count"],
    )
    reworded = [
        (version, row)
        for version, row in zip(versions, rows, strict=True)
        if digests.get(version.pk) != row.digest
    ]
    changed_ids = [version.pk for version, _row in reworded if version.pk in digests]
    if changed_ids:
        LawArticle.objects.filter(version__in=changed_ids).delete()
    articles = [article for version, row in reworded for article in _articles(version, row)]
    LawArticle.objects.bulk_create(articles, batch_size=_BATCH)
    _end_predecessors(versions)
    return len(articles)


def _version(law: Law, row: VersionRow) -> LawVersion:
    facts = {name: getattr(row, name) for name in _FACTS}
    return LawVersion(
        law=law, promulgated_on=row.promulgated_on, articles_count=len(row.articles), **facts
    )


def _articles(version: LawVersion, row: VersionRow) -> Iterable[LawArticle]:
    for position, article in enumerate(row.articles):
        number, sub = article.numbers
        yield LawArticle(
            version=version,
            position=position,
            label=article.label,
            number=number,
            sub_article=sub,
            chapter=article.chapter,
            section=article.section,
            text=article.text,
        )


def _end_predecessors(versions: Sequence[LawVersion]) -> None:
    """The newest earlier wording without an end ends where the next one is known to begin."""
    for version in versions:
        if version.in_force_from is None:
            continue
        earlier = LawVersion.objects.filter(
            law_id=version.law_id,
            promulgated_on__lt=version.promulgated_on,
            in_force_to__isnull=True,
        )
        last = earlier.order_by("-promulgated_on").first()
        if last and not (last.in_force_from and last.in_force_from >= version.in_force_from):
            last.in_force_to = version.in_force_from - timedelta(days=1)
            last.save(update_fields=["in_force_to"])
