import django.contrib.postgres.indexes
from django.db import migrations, models

from cases.models.grams import NameGrams

# Beside trigrams, which need three characters: most names of people have two or three.
GRAMS = """
CREATE FUNCTION cases_name_grams(name text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT coalesce(array_agg(DISTINCT substr(name, i, n)), '{}')
    FROM generate_series(1, length(name)) i CROSS JOIN (VALUES (1), (2)) v (n)
    WHERE i + n - 1 <= length(name)
$$
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_import_sessions")]

    operations = [
        migrations.RunSQL(GRAMS, "DROP FUNCTION cases_name_grams(text)"),
        migrations.AddIndex(
            "party",
            django.contrib.postgres.indexes.GinIndex(
                NameGrams("name_key"), name="party_name_grams"
            ),
        ),
        migrations.AddIndex(
            "case",
            django.contrib.postgres.indexes.GinIndex(
                fields=["cause"], name="case_cause_trigrams", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.AddIndex("case", models.Index(fields=["decided_on"], name="case_decided_on")),
        migrations.AddIndex(
            "case",
            models.Index(
                condition=~models.Q(remedy_status="none"),
                fields=["remedy_status"],
                name="case_in_remedy",
            ),
        ),
        migrations.AddIndex("case", models.Index(fields=["fine_total"], name="case_fine_total")),
    ]
