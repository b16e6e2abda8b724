import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import core.fields


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0001_initial"),
        ("cases", "0008_import_sessions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseExport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("list", "案件清单（xlsx）"),
                            ("publicity_xlsx", "双公示格式（xlsx）"),
                            ("publicity_csv", "双公示格式（csv）"),
                        ],
                        max_length=20,
                        verbose_name="文件格式",
                    ),
                ),
                ("query", core.fields.EncryptedTextField(blank=True)),
                ("purpose", models.CharField(max_length=200, verbose_name="用途")),
                (
                    "with_identifiers",
                    models.BooleanField(default=False, verbose_name="包含完整证件号码"),
                ),
                ("language", models.CharField(max_length=10)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "排队中"),
                            ("making", "生成中"),
                            ("made", "可下载"),
                            ("failed", "没有生成"),
                            ("deleted", "已删除"),
                        ],
                        default="queued",
                        max_length=10,
                    ),
                ),
                ("fault", models.CharField(blank=True, max_length=20)),
                ("row_count", models.PositiveIntegerField(default=0)),
                (
                    "case_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("terms", models.CharField(blank=True, max_length=64)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("progress_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("finished_at", models.DateTimeField(null=True)),
                ("expires_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ExportFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("content", models.BinaryField()),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "export",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="file",
                        to="cases.caseexport",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.AddIndex(
            model_name="caseexport",
            index=models.Index(fields=["person", "-id"], name="export_by_person"),
        ),
        migrations.AddIndex(
            model_name="caseexport",
            index=models.Index(
                condition=models.Q(("state__in", ["queued", "making"])),
                fields=["progress_at"],
                name="export_under_way",
            ),
        ),
        migrations.AddIndex(
            model_name="caseexport",
            index=models.Index(
                condition=models.Q(("state", "made")), fields=["expires_at"], name="export_expiring"
            ),
        ),
    ]
