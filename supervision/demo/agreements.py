"""Who shares with whom: proposed by one person, approved by another."""

import datetime as dt
from dataclasses import dataclass
from random import Random

from agencies.models import Person, Post, SharingAgreement
from agencies.services import approve_agreement, end_agreement, propose_agreement
from supervision.demo.clock import at_work
from supervision.demo.county import OFFICES
from supervision.demo.people import County

_SUPERVISION = "《人民检察院行政诉讼监督规则》、《行政执法机关移送涉嫌犯罪案件的规定》第十四条"


@dataclass(frozen=True)
class Terms:
    """An agreement. `age`: days since it began; `state`: in_force, ended or proposed."""

    provider: str
    receiver: str
    purpose: str
    legal_basis: str
    profile: str = "supervisor"
    ceiling: int = 3
    age: int = 1000
    state: str = "in_force"


_SPECIAL = (
    Terms("market", "justice", "行政执法监督", "《行政处罚法》第七十五条", ceiling=2, age=640),
    Terms("urban", "justice", "行政执法监督", "《行政处罚法》第七十五条", ceiling=2, age=610),
    Terms(
        "tax", "market", "信用监管与吊销、注销衔接", "《税收征收管理法》第六条", "follower", age=420
    ),
    Terms(
        "police",
        "coordination",
        "两法衔接工作统计与协调",
        "《行政处罚法》第二十七条",
        "pointer",
        age=300,
    ),
    Terms(
        "housing",
        "market",
        "招标投标专项整治",
        "《招标投标法》第七条",
        "follower",
        age=520,
        state="ended",
    ),
    Terms(
        "water",
        "ecology",
        "长江流域水环境联合监管",
        "《长江保护法》第六条",
        age=6,
        state="proposed",
    ),
)


def _all_terms(random: Random) -> list[Terms]:
    owners = [office.key for office in OFFICES if office.share]
    to_procuratorate = [
        Terms(
            key,
            "procuratorate",
            "行政检察监督与行刑衔接",
            _SUPERVISION,
            age=random.randint(930, 990),
        )
        for key in owners
    ]
    return [*to_procuratorate, *_SPECIAL]


def make_agreements(random: Random, today: dt.date, county: County) -> list[SharingAgreement]:
    """Every agreement, through the services; then dated when it would have been made."""
    return [_make(random, today, county, terms) for terms in _all_terms(random)]


def _head(county: County, key: str) -> Person:
    post = Post.CHIEF_PROCURATOR if key == "procuratorate" else Post.LEADER
    return county.with_post(key, post)[0]


def _make(random: Random, today: dt.date, county: County, terms: Terms) -> SharingAgreement:
    begins = today - dt.timedelta(days=terms.age)
    agreement = propose_agreement(
        actor=_head(county, terms.receiver),
        provider=county.agencies[terms.provider],
        receiver=county.agencies[terms.receiver],
        profile=terms.profile,
        grade_ceiling=terms.ceiling,
        purpose=terms.purpose,
        legal_basis=terms.legal_basis,
        valid_from=begins,
    )
    dates = {"created_at": at_work(random, begins - dt.timedelta(days=9))}
    if terms.state != "proposed":
        approve_agreement(actor=_head(county, terms.provider), agreement=agreement)
        dates["decided_at"] = at_work(random, begins - dt.timedelta(days=2))
    if terms.state == "ended":
        reason = "专项整治已经结束，不再需要共享"
        end_agreement(actor=_head(county, terms.provider), agreement=agreement, reason=reason)
    SharingAgreement.objects.filter(pk=agreement.pk).update(**dates)
    agreement.refresh_from_db()
    return agreement
