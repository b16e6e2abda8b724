import django.contrib.postgres.indexes
from django.db import migrations, models
from django.db.models import F, Q

from cases.models.grams import TextGrams

# Pairs only: one character of running text stands in nearly every case. By lead() and not by
# substr(), which reads a text of a thousand characters a thousand times.
GRAMS = """
CREATE FUNCTION cases_text_grams(VARIADIC texts text[]) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT coalesce(array_agg(a || b), '{}') FROM (
        SELECT a, lead(a) OVER () AS b
        FROM string_to_table(upper(array_to_string(texts, ' ')), NULL) a
    ) pair WHERE b IS NOT NULL AND a <> ' ' AND b <> ' '
$$
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0010_law_articles")]

    operations = [
        migrations.AddField(
            "party",
            "name_initials",
            models.CharField(blank=True, default="", editable=False, max_length=200),
            preserve_default=False,
        ),
        migrations.AddIndex(
            "party",
            django.contrib.postgres.indexes.GinIndex(
                fields=["name_initials"], name="party_initials_trigrams", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.RunSQL(GRAMS, "DROP FUNCTION cases_text_grams(text[])"),
        migrations.RemoveIndex("case", "case_cause_trigrams"),
        migrations.AddIndex(
            "case",
            django.contrib.postgres.indexes.GinIndex(TextGrams("cause"), name="case_cause_grams"),
        ),
        migrations.AddIndex(
            "case",
            django.contrib.postgres.indexes.GinIndex(
                TextGrams("conduct_place", "facts"), name="case_text_grams"
            ),
        ),
        migrations.RemoveIndex("case", "case_decided_on"),
        migrations.AddIndex(
            "case", models.Index(fields=["-decided_on", "-id"], name="case_decided_order")
        ),
        migrations.RemoveIndex("case", "case_unpaid"),
        migrations.AddIndex(
            "case",
            models.Index(
                fields=["served_on", "id"],
                condition=Q(outcome="penalty", fine_total__gt=F("paid_total")),
                name="case_unpaid",
            ),
        ),
    ]
