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


def name_verbs(names: Mapping[str, Text]) -> None:
    """Add names: `name_verbs({"case.record": _("登记案件")})`."""
    _names.update(names)


def verb_name(verb: str) -> str:
    """The name of a verb, or the verb itself when no app named it."""
    return str(_names.get(verb, verb))


def verb_choices() -> list[tuple[str, str]]:
    """Every named verb with its name, for a query form."""
    return sorted((verb, str(name)) for verb, name in _names.items())
