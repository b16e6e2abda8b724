"""Indexes for words of two characters, which trigrams can't find."""

from django.contrib.postgres.fields import ArrayField
from django.db.models import Func, TextField


class NameGrams(Func):
    """The characters and pairs of neighbours of a name; the function is made by a migration."""

    function = "cases_name_grams"
    output_field = ArrayField(TextField())


class TextGrams(Func):
    """The pairs of neighbours in running texts, in capitals; the function as above."""

    function = "cases_text_grams"
    output_field = ArrayField(TextField())
