"""A file lies in parts. Files made before are given up: they are kept for three days at most."""

import django.db.models.deletion
from django.db import migrations, models

GIVE_UP = """
DELETE FROM cases_exportfile;
UPDATE cases_caseexport SET state = 'deleted', case_ids = '{}', query = '', terms = ''
WHERE state = 'made';
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0014_named_feed")]

    operations = [
        migrations.RunSQL(GIVE_UP, migrations.RunSQL.noop),
        migrations.RemoveField("exportfile", "content"),
        migrations.CreateModel(
            name="ExportPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("content", models.BinaryField()),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="cases.exportfile",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("file", "number"), name="export_part_once")
                ],
            },
        ),
    ]
