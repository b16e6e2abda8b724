import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from cases.models.grams import NameGrams


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0006_external_keys"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Identity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("identifier_type", models.CharField(blank=True, editable=False, max_length=18)),
                ("identifier_hash", models.CharField(blank=True, editable=False, max_length=64)),
                ("made_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ("merged_into", models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="merged", to="cases.identity")),
                ("root", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.identity")),
                ("split_case", models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case")),
                ("split_from", models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="splits", to="cases.identity")),
            ],
            options={"default_permissions": ()},
        ),
        migrations.AddField(
            model_name="party",
            name="identity",
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="parties", to="cases.identity"),
        ),
        migrations.CreateModel(
            name="IdentityCandidate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("agency", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="agencies.agency")),
                ("score", models.PositiveSmallIntegerField()),
                ("other", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="cases.party")),
                ("party", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="candidates", to="cases.party")),
            ],
            options={
                "default_permissions": (),
                "indexes": [models.Index(fields=["agency", "-score", "-id"], name="candidate_list")],
            },
        ),
        migrations.CreateModel(
            name="IdentityChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("merge", "归并"), ("split", "拆出"), ("distinct", "确认不是同一当事人")], max_length=8, verbose_name="操作")),
                ("reason", models.CharField(max_length=200, verbose_name="理由")),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("undone_reason", models.CharField(blank=True, max_length=200, verbose_name="撤销理由")),
                ("undone_at", models.DateTimeField(null=True)),
                ("party", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="cases.party")),
                ("other", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="cases.party")),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("source", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="changes_from", to="cases.identity")),
                ("target", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="changes_to", to="cases.identity")),
                ("undone_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={"ordering": ["-pk"], "default_permissions": ()},
        ),
        migrations.AddIndex(
            model_name="party",
            index=django.contrib.postgres.indexes.GinIndex(NameGrams("name_key"), condition=models.Q(("identifier_hash", "")), name="party_bare_grams"),
        ),
        migrations.AddConstraint(
            model_name="identity",
            constraint=models.UniqueConstraint(condition=models.Q(("identifier_hash", ""), _negated=True), fields=("identifier_hash", "identifier_type"), name="identity_number_once"),
        ),
        migrations.AddConstraint(
            model_name="identity",
            constraint=models.CheckConstraint(condition=models.Q(("merged_into__isnull", True), models.Q(("merged_into", models.F("pk")), _negated=True), _connector="OR"), name="identity_not_into_itself"),
        ),
        migrations.AddConstraint(
            model_name="identitycandidate",
            constraint=models.UniqueConstraint(fields=("party", "other"), name="candidate_once"),
        ),
        migrations.AddConstraint(
            model_name="identitychange",
            constraint=models.UniqueConstraint(condition=models.Q(("kind", "merge"), ("undone_at__isnull", True)), fields=("source",), name="identity_merged_once"),
        ),
        migrations.AddConstraint(
            model_name="identitychange",
            constraint=models.UniqueConstraint(condition=models.Q(("kind", "distinct"), ("undone_at__isnull", True)), fields=("source", "target"), name="identity_distinct_once"),
        ),
    ]
