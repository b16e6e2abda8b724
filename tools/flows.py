"""Draw the flows into docs/flows/, one page each, from the tables that the platform runs on.

    python -m tools.flows           write the pages
    python -m tools.flows --check   fail when a page isn't what the tables say

Each page has a diagram (Mermaid, which git forges draw), and every transition with who makes
it, by which law, with which paper, which periods it begins and ends, and what it opens. The
first half is Chinese. The second half uses the names of the code, which are English.
"""

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
# The tables are made of labels of models, which are there once Django is.
django.setup()

from agencies.models import AgencyKind, Post
from documents.kinds import KINDS
from referrals.flows import FLOWS
from referrals.flows.table import ClockStart, Flow, State, Transition

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "flows"
ROLES = {
    "sender": "移送方",
    "receiver": "接收方",
    "supervisor": "监督方",
    "court": "法院（第三方）",
    "higher": "上级",
    "follower": "跟踪方",
    "office": "协调办公室",
}
_HEADS = (
    ("步骤", "从", "到", "谁", "依据", "文书", "期限", "案件查阅"),
    ("step", "from", "to", "who", "law", "paper", "periods", "access"),
)


class Chinese:
    """Labels, as the platform shows them."""

    heads = _HEADS[0]
    platform, start = "平台", "开始"

    def state(self, state: State) -> str:
        return str(state.label)

    def step(self, done: Transition) -> str:
        return str(done.label)

    def back(self, done: Transition) -> str:
        return "（签收前可以撤回）" if done.withdrawable else ""

    def part(self, flow: Flow, state: State) -> str:
        return f"“{state.label}”是“{flow.state(state.within).label}”的一部分。"

    def who(self, done: Transition) -> str:
        posts = "、".join(str(post.label) for post in Post if post in done.posts)
        return f"{ROLES[done.role]}：{posts or self.platform}"

    def paper(self, done: Transition) -> str:
        if not done.paper:
            return ""
        to = "、".join(ROLES[role] for role in done.paper_to)
        copies = "、".join(ROLES[role] for role in done.copies_to)
        sent = (f" → {to}" if to else "") + (f"（抄送{copies}）" if copies else "")
        return f"《{KINDS[done.paper].name}》{sent}"

    def begun(self, start: ClockStart) -> str:
        served = "，自签收起" if start.served else ""
        return f"起 `{start.rule}`（{ROLES[start.on]}{served}）"

    def ended(self, rule: str) -> str:
        return f"止 `{rule}`"

    def halted(self, rule: str) -> str:
        return f"中止 `{rule}`"

    def resumed(self, rule: str) -> str:
        return f"续计 `{rule}`"

    def access(self, done: Transition) -> str:
        given = [f"开放{ROLES[g.role]}（{g.profile} L{g.ceiling}）" for g in done.grants]
        return "；".join([*given, *(f"收回{ROLES[role]}" for role in done.revokes)])


class English(Chinese):
    """The names of the code, which are the English terms."""

    heads = _HEADS[1]
    platform, start = "the platform", "start"

    def state(self, state: State) -> str:
        return state.name.replace("_", " ")

    def step(self, done: Transition) -> str:
        return done.name.replace("_", " ")

    def back(self, done: Transition) -> str:
        return " (may be taken back before it is signed for)" if done.withdrawable else ""

    def part(self, flow: Flow, state: State) -> str:
        return f"“{self.state(state)}” is a part of “{self.state(flow.state(state.within))}”."

    def who(self, done: Transition) -> str:
        posts = ", ".join(sorted(post.value.replace("_", " ") for post in done.posts))
        return f"{done.role.value}: {posts or self.platform}"

    def paper(self, done: Transition) -> str:
        if not done.paper:
            return ""
        to = ", ".join(role.value for role in done.paper_to)
        copies = ", ".join(role.value for role in done.copies_to)
        sent = (f" → {to}" if to else "") + (f" (copy: {copies})" if copies else "")
        return f"`{done.paper}`{sent}"

    def begun(self, start: ClockStart) -> str:
        served = ", once served" if start.served else ""
        return f"begins `{start.rule}` ({start.on.value}{served})"

    def ended(self, rule: str) -> str:
        return f"ends `{rule}`"

    def halted(self, rule: str) -> str:
        return f"halts `{rule}`"

    def resumed(self, rule: str) -> str:
        return f"runs on `{rule}`"

    def access(self, done: Transition) -> str:
        given = [f"opens to {g.role.value} ({g.profile} L{g.ceiling})" for g in done.grants]
        return "; ".join([*given, *(f"closes to {role.value}" for role in done.revokes)])


def page(flow: Flow) -> str:
    """The page of a flow."""
    lines = [
        f"# {flow.label}（{flow.name}）",
        "",
        "由 `python -m tools.flows` 按 `referrals/flows/` 的流程表生成，请勿手改。",
        "",
        f"依据：{flow.law}",
        "",
        *_sides(flow),
        "",
        *_roots(flow),
        *_diagram(flow, Chinese()),
        "",
        *_table(flow, Chinese()),
        "",
        "## English",
        "",
        *_diagram(flow, English()),
        "",
        *_table(flow, English()),
        "",
    ]
    return "\n".join(lines)


def index(flows: list[Flow]) -> str:
    """The list of the pages."""
    rows = [f"| [{f.label}]({f.name}.md) | `{f.name}` | {f.law} |" for f in flows]
    return "\n".join(
        [
            "# 流程图 · Flows",
            "",
            "由 `python -m tools.flows` 生成。为什么流程写成表：",
            "[ADR 32](../adr/0032-flows-are-tables.md)。",
            "",
            "| 流程 | name | 依据 |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )


def pages() -> dict[Path, str]:
    """What the folder holds."""
    found = {FOLDER / f"{flow.name}.md": page(flow) for flow in FLOWS.values()}
    return found | {FOLDER / "README.md": index(list(FLOWS.values()))}


def _sides(flow: Flow) -> Iterator[str]:
    yield "| 方 · side | 机关 | 看到的内容 · depth |"
    yield "|---|---|---|"
    depths = {"full": "全部", "steps": "各步骤及文书名称", "outcome": "是否签收及结果类别"}
    for role, kinds in flow.sides.items():
        names = "、".join(str(kind.label) for kind in AgencyKind if kind in kinds)
        depth = flow.depths[role].value
        yield f"| {ROLES[role]} `{role.value}` | {names} | {depths[depth]} `{depth}` |"


def _roots(flow: Flow) -> Iterator[str]:
    """Where it may begin on another, and when access ends."""
    if flow.parent_states:
        names = "、".join(f"`{name}`" for name in sorted(flow.parent_states))
        yield f"只能在 `{flow.parent}` 处于下列状态时发起 · begins while that stands at: {names}"
        yield ""
    for state in flow.states:
        for role in sorted(state.opens_to):
            yield (
                f"处于“{state.label}”期间，{ROLES[role]}可以查看全部内容 · while it stands at "
                f"`{state.name}` the {role.value} reads everything."
            )
            yield ""
    if flow.access_ends:
        yield (
            "流程结束时收回所开放的案件查阅，尚有待审查事项的一方审查后收回 · "
            "access to the case ends with the flow, but for a side that still has a duty."
        )
        yield ""


def _diagram(flow: Flow, said: Chinese) -> Iterator[str]:
    yield "```mermaid"
    yield "stateDiagram-v2"
    for state in flow.states:
        yield f'    state "{said.state(state)}" as {state.name}'
    for done in flow.transitions:
        for source in done.sources:
            yield f"    {source or '[*]'} --> {done.target}: {said.step(done)}"
    for state in flow.states:
        if state.ended:
            yield f"    {state.name} --> [*]"
    yield "```"
    for state in flow.states:
        if state.within:
            yield f"\n{said.part(flow, state)}"


def _table(flow: Flow, said: Chinese) -> Iterator[str]:
    yield "| " + " | ".join(said.heads) + " |"
    yield "|" + "---|" * len(said.heads)
    names = {"": said.start} | {state.name: said.state(state) for state in flow.states}
    for done in flow.transitions:
        periods = [said.begun(start) for start in done.starts]
        periods += [said.ended(rule) for rule in done.ends]
        periods += [said.halted(rule) for rule in done.halts]
        periods += [said.resumed(rule) for rule in done.runs_on]
        cells = (
            f"{said.step(done)} `{done.name}`{said.back(done)}",
            "<br>".join(names[source] for source in done.sources),
            names[done.target],
            said.who(done),
            done.law,
            said.paper(done),
            "<br>".join(periods),
            said.access(done),
        )
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def main() -> int:
    """Write the pages, or say which are not what the tables say."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    wanted = pages()
    FOLDER.mkdir(parents=True, exist_ok=True)
    there = {path: path.read_text() for path in FOLDER.glob("*.md")}
    wrong = sorted(p.name for p in wanted.keys() | there.keys() if wanted.get(p) != there.get(p))
    if check:
        for name in wrong:
            print(f"docs/flows/{name} isn't what the tables say: run python -m tools.flows")
        return 1 if wrong else 0
    for path, text in wanted.items():
        path.write_text(text)
    for path in there.keys() - wanted.keys():
        path.unlink()
    print(f"{len(wanted)} pages, {len(wrong)} of them new")
    return 0


if __name__ == "__main__":
    sys.exit(main())
