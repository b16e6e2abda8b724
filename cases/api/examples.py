"""Made-up cases that show what a body looks like."""

from typing import Any

from drf_spectacular.utils import OpenApiExample

CASE: dict[str, Any] = {
    "cause": "经营超过保质期的食品案",
    "filed_on": "2026-05-06",
    "facts": "检查发现货架上有超过保质期的糕点二十三袋",
    "outcome": "penalty",
    "decision_number": "宁市监罚决字〔2026〕第000012号",
    "decided_on": "2026-06-01",
    "parties": [
        {
            "kind": "organisation",
            "name": "宁川县晨光食品有限公司",
            "identifier_type": "uscc",
            "identifier": "91350100M000100Y43",
        }
    ],
    "bases": [{"citation": "《中华人民共和国食品安全法》第一百二十四条第一款"}],
    "penalties": [{"kind": "fine", "amount": "5000.00"}],
}
A_CASE = OpenApiExample("case", value=CASE, request_only=True)
A_BATCH = OpenApiExample(
    "batch",
    value={"items": [{"system": "oa", "external_id": "2026-000123", **CASE}]},
    request_only=True,
)
