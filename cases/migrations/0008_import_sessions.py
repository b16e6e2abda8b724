import core.fields
import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0007_identities"),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportMapping",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("fingerprint", models.CharField(max_length=64)),
                ("headings", models.JSONField(default=list)),
                ("fields", models.JSONField(default=list)),
                ("used_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-used_at"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ImportPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("content", models.BinaryField()),
            ],
            options={
                "ordering": ["number"],
                "default_permissions": (),
            },
        ),
        migrations.RemoveIndex(
            model_name="importsession",
            name="import_running",
        ),
        migrations.AddField(
            model_name="importrow",
            name="changes",
            field=core.fields.EncryptedTextField(blank=True),
        ),
        migrations.AddField(
            model_name="importrow",
            name="choice",
            field=models.CharField(
                blank=True,
                choices=[
                    ("skip", "不改动已有案件"),
                    ("update", "用文件更新案件"),
                    ("refuse", "作为错误列出"),
                ],
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="importrow",
            name="decision_key",
            field=models.CharField(blank=True, max_length=160),
        ),
        migrations.AddField(
            model_name="importrow",
            name="lead",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="importrow",
            name="tags",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=10), default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="importrow",
            name="version",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="importsession",
            name="delimiter",
            field=models.CharField(blank=True, max_length=1),
        ),
        migrations.AddField(
            model_name="importsession",
            name="on_existing",
            field=models.CharField(
                choices=[
                    ("skip", "不改动已有案件"),
                    ("update", "用文件更新案件"),
                    ("refuse", "作为错误列出"),
                ],
                default="skip",
                max_length=8,
                verbose_name="已有案件",
            ),
        ),
        migrations.AddField(
            model_name="importsession",
            name="passed_rows",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.PositiveIntegerField(), default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="importsession",
            name="remembered",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="importsession",
            name="said",
            field=core.fields.EncryptedTextField(blank=True),
        ),
        migrations.AddField(
            model_name="importsession",
            name="tables",
            field=core.fields.EncryptedTextField(blank=True),
        ),
        migrations.AddField(
            model_name="importsession",
            name="undo_reason",
            field=models.CharField(blank=True, max_length=200, verbose_name="撤销原因"),
        ),
        migrations.AddField(
            model_name="importsession",
            name="undone_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="importsession",
            name="undone_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="importrow",
            name="state",
            field=models.CharField(
                choices=[
                    ("pending", "待检查"),
                    ("ready", "可登记"),
                    ("warned", "有提醒"),
                    ("changed", "已存在，内容不同"),
                    ("exists", "已存在，内容相同"),
                    ("refused", "不能登记"),
                    ("recorded", "已登记"),
                    ("updated", "已更新"),
                    ("skipped", "已跳过"),
                    ("undone", "已撤销"),
                    ("kept", "没有撤销"),
                ],
                default="pending",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="importsession",
            name="state",
            field=models.CharField(
                choices=[
                    ("mapping", "待确认列对应"),
                    ("reading", "读取中"),
                    ("checking", "检查中"),
                    ("checked", "待登记"),
                    ("committing", "登记中"),
                    ("done", "已完成"),
                    ("undoing", "撤销中"),
                    ("undone", "已撤销"),
                ],
                default="mapping",
                max_length=12,
            ),
        ),
        migrations.AddIndex(
            model_name="importrow",
            index=models.Index(
                condition=models.Q(("decision_key", ""), _negated=True),
                fields=["session", "decision_key"],
                name="import_row_by_decision",
            ),
        ),
        migrations.AddIndex(
            model_name="importsession",
            index=models.Index(
                condition=models.Q(("state__in", ["reading", "checking", "committing", "undoing"])),
                fields=["progress_at"],
                name="import_running",
            ),
        ),
        migrations.AddField(
            model_name="importmapping",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
            ),
        ),
        migrations.AddField(
            model_name="importmapping",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="importpart",
            name="session",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="parts",
                to="cases.importsession",
            ),
        ),
        migrations.AddConstraint(
            model_name="importmapping",
            constraint=models.UniqueConstraint(
                fields=("agency", "fingerprint"), name="import_mapping_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="importpart",
            constraint=models.UniqueConstraint(
                fields=("session", "number"), name="import_part_once"
            ),
        ),
    ]
