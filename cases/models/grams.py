"""An index for names of two characters, which trigrams can't find."""

from django.contrib.postgres.fields import ArrayField
from django.db.models import Func, TextField


class NameGrams(Func):
    """The characters and pairs of neighbours of a name; the function is made by a migration."""

    function = "cases_name_grams"
    output_field = ArrayField(TextField())
