"""What somebody types for a step: the story's own words, the case's, else the usual ones."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from agencies.models import Agency, Person
from cases.models import Case
from cases.selectors import CaseView
from documents.kinds import KINDS, Section
from documents.kinds.laws import in_full
from referrals.filling import filled
from referrals.flows import FLOWS
from referrals.flows.table import Field, Kind, Role, Transition
from referrals.models import Referral
from referrals.suspects import suspect_of
from referrals.words import fields_of
from supervision.demo.referrals.casting import RECEIVERS, STANDING, Cast
from supervision.demo.referrals.plots import Ago, In, Office, Plot
from supervision.demo.referrals.words import WORDS

_NAMED = frozenset({Kind.AGENCY, Kind.PERSON, Kind.PEOPLE, Kind.YES_NO})
_COMPLETE = {"yes": "齐全", "no": "不齐全，另行告知补正"}


@dataclass(frozen=True)
class Scene:
    """A step about to be made."""

    cast: Cast
    plot: Plot
    done: Transition
    actor: Person
    case: Case | None
    charge: str
    said: Mapping[str, Any]
    moment: dt.datetime
    serial: int
    # What the owner's people see of the case: read once, not by each of those who write.
    view: CaseView | None
    # The newest paper of the other side.
    answers: str

    def values(self) -> dict[str, Any]:
        """What stands in the fields of the step."""
        typed = {each.name: self._value(each) for each in self.done.fields}
        return {name: value for name, value in typed.items() if value not in (None, "")}

    def paper(self, referral: Referral | None, values: Mapping[str, Any]) -> dict[str, Any] | None:
        """The sections of its paper that the platform doesn't take over from the fields."""
        if not self.done.paper:
            return None
        kind = KINDS[self.done.paper]
        known = filled(kind, self.view, signer=self.actor.name)
        # Of the case its owner's; a paper names who writes it.
        known.pop("contact", None)
        for section in kind.sections:
            known.setdefault(section.name, self._of_referral(section, referral))
        fields = {each.name: each for each in self.done.fields}
        sections: dict[str, Any] = {}
        for section in kind.sections:
            field = fields.get(section.name)
            if field is not None and field.kind not in _NAMED and values.get(section.name):
                continue
            if field is not None and field.kind == Kind.AGENCY and values.get(field.name):
                sections[section.name] = Agency.objects.get(pk=values[field.name]).name
                continue
            found = known.get(section.name) or self._section(section, kind.key, kind.law)
            if found:
                sections[section.name] = found
            elif section.required:
                raise LookupError(f"{kind.key}.{section.name}: nobody says what stands there.")
        return sections

    def _of_referral(self, section: Section, referral: Referral | None) -> Any:
        if section.name == "paper_number":
            return self.answers
        if section.source == "title":
            return referral.title if referral else self.said.get("title", "")
        if section.source == "sender" and referral:
            return referral.sender.name
        if section.source == "receiver" and referral and referral.receiver:
            return referral.receiver.name
        if section.source == "suspect" and referral and (suspect := suspect_of(referral)):
            return suspect.name
        return self._chosen_before(section, referral)

    def _chosen_before(self, section: Section, referral: Referral | None) -> Any:
        """What was chosen, or which day was told, in an earlier step."""
        field = fields_of(FLOWS[self.plot.flow]).get(section.name)
        said = referral.values.get(section.name) if referral else None
        if field is None or not said:
            return None
        if field.kind == Kind.CHOICE and section.kind == "text":
            return str(dict(field.choices).get(said, said))
        return said if field.kind == Kind.DAY and section.kind == "day" else None

    def _value(self, field: Field) -> Any:
        if field.name in self.said:
            return self._resolved(self.said[field.name])
        if field.kind == Kind.AGENCY:
            return self._side(field)
        if field.kind == Kind.PERSON:
            return self.cast.handler(self.actor.agency_id).pk
        if field.kind == Kind.PEOPLE:
            return [each.pk for each in self.cast.team(self.actor.agency_id)]
        if self.case is not None and field.name in ("suspect", "subjects"):
            return "、".join(each.name for each in self.case.parties.all() if each.name)
        word = self._word(self.done.name, field.name)
        if word or not field.required:
            return word
        usual: dict[Kind, Any] = {
            Kind.DAY: self.moment.date().isoformat(),
            Kind.MOMENT: self.moment.isoformat(),
            Kind.CHARGE: self.charge,
            Kind.YES_NO: "no",
            Kind.MONEY: self._unpaid(),
        }
        if field.kind == Kind.CHOICE:
            return field.choices[0][0]
        if not usual.get(field.kind):
            raise LookupError(f"{self.done.name}.{field.name}: nobody says what stands there.")
        return usual[field.kind]

    def _side(self, field: Field) -> int | None:
        key = ""
        if field.name == Role.RECEIVER:
            key = self.plot.receiver or RECEIVERS.get(self.plot.flow, "")
        elif field.name in set(Role):
            key = STANDING.get(Role(field.name), "")
        if self.plot.flow == "reverse" and field.name == Role.SUPERVISOR:
            key = "justice"
        if self.plot.receiver == key and field.name != Role.RECEIVER:
            key = ""
        return self.cast.agency(key).pk if key else None

    def _section(self, section: Section, kind: str, law: str) -> Any:
        """What a paper says besides: as on the step, as usual, by the articles of its kind."""
        said = self.said.get(section.name)
        if isinstance(said, In | Ago | Office):
            said = None
        if section.name == "handler":
            said = self.cast.handler(self.actor.agency_id).name
        if section.name == "team":
            team = self.cast.team(self.actor.agency_id)
            return [f"{each.name}（{each.certificate_no}）" for each in team]
        word = str(said or self._word(kind, section.name) or "")
        word = {
            "law": self._word(kind, "law") or in_full(law),
            "case_name": self.plot.title,
            "charge": self.charge,
            "received_by": self.actor.name,
        }.get(section.name, word)
        if section.kind == "money":
            return self._unpaid()
        word = _COMPLETE.get(word, word)
        if section.kind == "lines":
            return [line for line in word.split("\n") if line]
        if section.kind == "day":
            return self.moment.date().isoformat() if section.required else None
        if section.kind == "choice":
            return self.said.get("decision") or section.choices[0][0]
        return word

    def _word(self, owner: str, name: str) -> str:
        if name == "contact":
            return f"{self.actor.name}，{self.actor.agency.phone}"
        word = WORDS.get(f"{owner}.{name}", WORDS.get(name, ""))
        return word.format(year=self.moment.year, serial=self.serial)

    def _unpaid(self) -> str:
        if self.case is None:
            return ""
        return f"{self.case.fine_total - self.case.paid_total:.2f}"

    def _resolved(self, value: Any) -> Any:
        if isinstance(value, In):
            return (self.moment.date() + dt.timedelta(days=value.days)).isoformat()
        if isinstance(value, Ago):
            return self.cast.workday(value.days).isoformat()
        if isinstance(value, Office):
            return self.cast.agency(value.key).pk
        if isinstance(value, str):
            return value.replace("{year}", str(self.moment.year)).replace(
                "{serial}", str(self.serial)
            )
        return value
