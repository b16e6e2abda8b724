import core.clock
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("deadlines", "0002_rules"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="calendaryear",
            name="loaded_at",
            field=models.DateTimeField(null=True, verbose_name="载入时间"),
        ),
        migrations.AddField(
            model_name="calendaryear",
            name="loaded_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="载入人",
            ),
        ),
        migrations.CreateModel(
            name="CalendarChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年份")),
                ("published", models.BooleanField(verbose_name="已公布")),
                ("notice", models.CharField(blank=True, max_length=300, verbose_name="依据")),
                ("days", models.JSONField(default=list)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("typed", "手工录入"),
                            ("file", "文件载入"),
                            ("shipped", "随平台更新"),
                        ],
                        max_length=8,
                        verbose_name="来源",
                    ),
                ),
                ("file_name", models.CharField(blank=True, max_length=200, verbose_name="文件")),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("published_before", models.BooleanField(null=True)),
                ("notice_before", models.CharField(blank=True, max_length=300)),
                ("days_before", models.JSONField(null=True)),
                ("ground", models.CharField(blank=True, max_length=300, verbose_name="理由")),
                (
                    "made_at",
                    models.DateTimeField(
                        default=core.clock.current_moment, verbose_name="确认时间"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "年度安排的变更",
            },
        ),
        migrations.CreateModel(
            name="CalendarDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年份")),
                ("published", models.BooleanField(verbose_name="已公布")),
                ("notice", models.CharField(blank=True, max_length=300, verbose_name="依据")),
                ("days", models.JSONField(default=list)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("typed", "手工录入"),
                            ("file", "文件载入"),
                            ("shipped", "随平台更新"),
                        ],
                        max_length=8,
                        verbose_name="来源",
                    ),
                ),
                ("file_name", models.CharField(blank=True, max_length=200, verbose_name="文件")),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("created_at", models.DateTimeField(default=core.clock.current_moment)),
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
                "verbose_name": "待确认的年度安排",
            },
        ),
        migrations.CreateModel(
            name="Recount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("replaced", models.UUIDField(null=True)),
                ("ground", models.CharField(blank=True, max_length=300, verbose_name="理由")),
                ("started_at", models.DateTimeField(default=core.clock.current_moment)),
                ("finished_at", models.DateTimeField(null=True)),
                ("reached", models.BigIntegerField(default=0)),
                ("settles", models.BooleanField(default=False)),
                ("total", models.PositiveIntegerField(default=0)),
                ("counted", models.PositiveIntegerField(default=0)),
                ("earlier", models.PositiveIntegerField(default=0)),
                ("later", models.PositiveIntegerField(default=0)),
                ("other", models.PositiveIntegerField(default=0)),
                ("newly_overdue", models.PositiveIntegerField(default=0)),
                ("no_longer_overdue", models.PositiveIntegerField(default=0)),
                (
                    "change",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recount",
                        to="deadlines.calendarchange",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "期限重算",
            },
        ),
        migrations.AddIndex(
            model_name="calendarchange",
            index=models.Index(fields=["year", "-id"], name="calendarchange_of_year"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="calendarchange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="94d216462d4ac245b8a7e1e9f63080a5631c8d89",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_24e69",
                    table="deadlines_calendarchange",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="recount",
            index=models.Index(
                condition=models.Q(("finished_at__isnull", True)),
                fields=["id"],
                name="recount_unfinished",
            ),
        ),
    ]
