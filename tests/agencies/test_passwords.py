"""Properties that hold for every password and every made-up code."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from agencies.passwords import ThreeOfFourClassesValidator
from agencies.services.passwords import make_password
from core.identifiers import clean_uscc
from tests.personas import valid_uscc

CLASSES = ["abcxyz", "ABCXYZ", "012789", "-+ ,。"]


@given(st.lists(st.sampled_from(range(4)), min_size=1, max_size=30), st.data())
def test_three_of_four_classes_are_needed_and_enough(kinds: list[int], data: st.DataObject) -> None:
    password = "".join(data.draw(st.sampled_from(CLASSES[kind])) for kind in kinds)
    if len(set(kinds)) >= 3:
        ThreeOfFourClassesValidator().validate(password)
    else:
        with pytest.raises(ValidationError):
            ThreeOfFourClassesValidator().validate(password)


def test_a_made_up_password_meets_the_platforms_own_rules() -> None:
    made = {make_password() for _ in range(200)}
    assert len(made) == 200
    for password in made:
        validate_password(password)


@given(st.integers(min_value=0, max_value=99_999_999))
def test_the_codes_of_the_test_county_are_valid(serial: int) -> None:
    assert clean_uscc(valid_uscc(serial)) == valid_uscc(serial)
