"""Made-up bodies that show what is sent."""

from drf_spectacular.utils import OpenApiExample

A_START = OpenApiExample(
    "clue",
    value={
        "flow": "clue",
        "values": {
            "name": "沿河小作坊直排污水线索",
            "clue_type": "public_interest",
            "source": "inspection",
            "found_on": "2026-03-02",
            "subjects": "宁川县禾丰食品店",
            "summary": ["检查时发现污水未经处理直接排入河中。"],
            "opinion": ["建议移送检察机关。"],
            "secrecy": "internal",
        },
    },
    request_only=True,
)
A_MOVE = OpenApiExample("submit", value={"values": {"receiver": 4}}, request_only=True)
