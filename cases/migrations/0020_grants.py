"""Grounds on which a case is open to an agency, besides ownership and agreements."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0002_systems"),
        ("cases", "0019_case_file"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseGrant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=60)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("ownership", "本机关案件"),
                            ("agreement", "共享协议"),
                            ("referral", "移送"),
                            ("supervision", "监督"),
                            ("request", "申请查阅"),
                        ],
                        default="referral",
                        max_length=12,
                    ),
                ),
                (
                    "profile",
                    models.CharField(
                        choices=[
                            ("owner", "办案机关"),
                            ("handler", "承办机关"),
                            ("supervisor", "监督机关"),
                            ("follower", "跟踪"),
                            ("pointer", "索引"),
                        ],
                        max_length=12,
                        verbose_name="权限类型",
                    ),
                ),
                ("grade_ceiling", models.PositiveSmallIntegerField(verbose_name="数据级别上限")),
                ("basis", models.CharField(max_length=200, verbose_name="依据")),
                (
                    "people",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("granted_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="grants",
                        to="cases.case",
                    ),
                ),
                (
                    "granted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["key"], name="case_grant_key"),
                    models.Index(
                        condition=models.Q(("expires_at__isnull", False)),
                        fields=["expires_at"],
                        name="case_grant_expiry",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("case", "agency", "key"), name="case_grant_once"
                    )
                ],
            },
        ),
    ]
