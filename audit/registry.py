"""How a verb is called in the user's language. Apps add theirs in `ready()`."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise

_names: dict[str, Text] = {
    "audit.read": _("查询审计日志"),
    "audit.event": _("查看审计记录"),
    "audit.export": _("导出审计日志"),
    "audit.ask_verification": _("要求核对审计日志"),
    "audit.verify": _("核对审计日志"),
    "audit.new_chain": _("另起封存链"),
    "audit.file_completed": _("补写封存文件"),
}

# What acts tell of that is no field of their object.
_fields: dict[str, Text] = {
    "cases": _("案件编号"),
    "shown": _("列出条数"),
    "person": _("人员姓名"),
    "agency": _("单位名称"),
    "verb": _("操作"),
    "label": _("对象"),
    "case": _("案件编号"),
    "since": _("日期起"),
    "until": _("日期止"),
    "kind": _("类别"),
    "outside": _("仅看外单位查阅"),
    "event": _("记录编号"),
    "rows": _("行数"),
    "seals": _("封存数"),
    "sound": _("未发现改动"),
    "faults": _("发现问题数"),
    "found": _("发现的问题"),
    "notes": _("说明"),
    "unsealed": _("尚未封存"),
    "unsealed_since": _("尚未封存自"),
    "post": _("岗位"),
    "due_on": _("末日"),
    "rungs": _("提醒"),
    "provisional": _("暂定"),
    "rule": _("规则"),
    "ground": _("理由"),
    "reason": _("理由"),
    "added": _("增加的日子"),
    "removed": _("去掉的日子"),
    "replaced": _("被替换"),
    "key": _("编号"),
}
_codes: dict[tuple[str, str], Text] = {}


def name_verbs(names: Mapping[str, Text]) -> None:
    """Add names: `name_verbs({"case.record": _("登记案件")})`."""
    _names.update(names)


def verb_name(verb: str) -> str:
    """The name of a verb, or the verb itself when no app named it."""
    return str(_names.get(verb, verb))


def verb_choices() -> list[tuple[str, str]]:
    """Every named verb with its name, for a query form."""
    return sorted((verb, str(name)) for verb, name in _names.items())


def field_name(name: str) -> str:
    """The name of something that an act tells of, or its key when it has none."""
    return str(_fields.get(name, name))


def name_codes(verb: str, names: Mapping[str, Text]) -> None:
    """Say what codes mean that stand as the ground of an act."""
    _codes.update({(verb, code): name for code, name in names.items()})


def ground_text(verb: str, ground: str) -> str:
    """The ground of an act in words."""
    return str(_codes.get((verb, ground), ground))
