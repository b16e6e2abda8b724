"""Goods that go with a case: their list, its versions, and the signatures of both sides."""
