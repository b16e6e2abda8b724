import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import core.clock


class Migration(migrations.Migration):
    dependencies = [
        ("deadlines", "0003_calendar"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ClockEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rung", models.CharField(max_length=20)),
                ("due_on", models.DateField()),
                ("at", models.DateTimeField(default=core.clock.current_moment)),
            ],
        ),
        migrations.CreateModel(
            name="ClockExtension",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ground", models.CharField(max_length=200, verbose_name="事由")),
                ("document", models.CharField(max_length=120, verbose_name="文书名称和文号")),
                ("approver", models.CharField(max_length=40, verbose_name="批准人")),
                ("approved_on", models.DateField(verbose_name="批准日期")),
                (
                    "entered_at",
                    models.DateTimeField(
                        default=core.clock.current_moment, verbose_name="登记时间"
                    ),
                ),
                ("struck_at", models.DateTimeField(null=True, verbose_name="撤销时间")),
                (
                    "struck_reason",
                    models.CharField(blank=True, max_length=200, verbose_name="撤销原因"),
                ),
                ("amount", models.PositiveSmallIntegerField(verbose_name="延长")),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("working_day", "工作日"),
                            ("calendar_day", "日"),
                            ("hour", "小时"),
                            ("month", "个月"),
                            ("year", "年"),
                        ],
                        max_length=16,
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "期限延长",
            },
        ),
        migrations.CreateModel(
            name="ClockPause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ground", models.CharField(max_length=200, verbose_name="事由")),
                ("document", models.CharField(max_length=120, verbose_name="文书名称和文号")),
                ("approver", models.CharField(max_length=40, verbose_name="批准人")),
                ("approved_on", models.DateField(verbose_name="批准日期")),
                (
                    "entered_at",
                    models.DateTimeField(
                        default=core.clock.current_moment, verbose_name="登记时间"
                    ),
                ),
                ("struck_at", models.DateTimeField(null=True, verbose_name="撤销时间")),
                (
                    "struck_reason",
                    models.CharField(blank=True, max_length=200, verbose_name="撤销原因"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("appraisal", "鉴定"),
                            ("testing", "检测"),
                            ("inspection", "检验、检疫"),
                            ("hearing", "听证"),
                            ("announcement", "公告"),
                            ("consultation", "征求意见、协助调查"),
                            ("reconsideration", "行政复议"),
                            ("lawsuit", "行政诉讼"),
                            ("other", "其他依法不计算的时间"),
                        ],
                        max_length=16,
                        verbose_name="扣除事项",
                    ),
                ),
                ("first", models.DateField(verbose_name="自")),
                ("last", models.DateField(null=True, verbose_name="至")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="恢复登记时间")),
                (
                    "end_document",
                    models.CharField(blank=True, max_length=120, verbose_name="恢复依据的文书"),
                ),
            ],
            options={
                "verbose_name": "不计入期限的时间",
            },
        ),
        migrations.RemoveConstraint(
            model_name="clock",
            name="clock_one_open_per_rule",
        ),
        migrations.RemoveIndex(
            model_name="clock",
            name="clock_unclaimed_due",
        ),
        migrations.RemoveIndex(
            model_name="clock",
            name="clock_open_of_agency",
        ),
        migrations.AddField(
            model_name="clock",
            name="adjusted",
            field=models.BooleanField(default=False, verbose_name="有扣除或延长"),
        ),
        migrations.AddField(
            model_name="clock",
            name="lapses",
            field=models.BooleanField(default=False, verbose_name="届满即告终了"),
        ),
        migrations.AddField(
            model_name="clock",
            name="next_at",
            field=models.DateTimeField(null=True, verbose_name="下次提醒"),
        ),
        migrations.AddField(
            model_name="clock",
            name="paused_on",
            field=models.DateField(null=True, verbose_name="中止之日"),
        ),
        migrations.AddField(
            model_name="clock",
            name="rung",
            field=models.SmallIntegerField(null=True, verbose_name="已提醒到"),
        ),
        migrations.AddField(
            model_name="clock",
            name="slot",
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="clock",
            name="void",
            field=models.BooleanField(default=False, verbose_name="已撤销"),
        ),
        migrations.AlterField(
            model_name="clock",
            name="created_at",
            field=models.DateTimeField(default=core.clock.current_moment),
        ),
        migrations.AddField(
            model_name="clockevent",
            name="clock",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="events",
                to="deadlines.clock",
            ),
        ),
        migrations.AddField(
            model_name="clockextension",
            name="clock",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="extensions",
                to="deadlines.clock",
            ),
        ),
        migrations.AddField(
            model_name="clockextension",
            name="entered_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="登记人",
            ),
        ),
        migrations.AddField(
            model_name="clockextension",
            name="rule",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="deadlines.deadlinerule",
            ),
        ),
        migrations.AddField(
            model_name="clockextension",
            name="struck_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="撤销人",
            ),
        ),
        migrations.AddField(
            model_name="clockpause",
            name="clock",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="pauses",
                to="deadlines.clock",
            ),
        ),
        migrations.AddField(
            model_name="clockpause",
            name="ended_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="恢复登记人",
            ),
        ),
        migrations.AddField(
            model_name="clockpause",
            name="entered_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="登记人",
            ),
        ),
        migrations.AddField(
            model_name="clockpause",
            name="struck_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="撤销人",
            ),
        ),
        # Whatever was told as overdue has had its first rung after the last day; the check looks
        # at everything else that is open and finds what its ladder says.
        migrations.RunSQL(
            """
            UPDATE deadlines_clock
            SET rung = CASE WHEN overdue_claimed_at IS NULL THEN NULL ELSE 1 END, next_at = now()
            WHERE closed_on IS NULL
            """,
            migrations.RunSQL.noop,
        ),
        migrations.RemoveField(
            model_name="clock",
            name="overdue_claimed_at",
        ),
        migrations.RemoveField(
            model_name="clock",
            name="retry_at",
        ),
        migrations.AddIndex(
            model_name="clock",
            index=models.Index(
                condition=models.Q(("next_at__isnull", False)),
                fields=["next_at", "id"],
                name="clock_next_rung",
            ),
        ),
        migrations.AddIndex(
            model_name="clock",
            index=models.Index(
                condition=models.Q(("closed_on__isnull", True), ("lapses", False)),
                fields=["agency_id", "due_on"],
                name="clock_open_of_agency",
            ),
        ),
        migrations.AddIndex(
            model_name="clock",
            index=models.Index(
                condition=models.Q(("closed_on__isnull", True), ("lapses", False)),
                fields=["subject_type", "due_on", "subject_id"],
                name="clock_open_by_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="clock",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_on__isnull", True)),
                fields=("rule_key", "subject_type", "subject_id", "slot"),
                name="clock_one_open_per_rule",
            ),
        ),
        migrations.AddConstraint(
            model_name="clock",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("next_at__isnull", True),
                    models.Q(("closed_on__isnull", True), ("paused_on__isnull", True)),
                    _connector="OR",
                ),
                name="clock_next_only_while_it_runs",
            ),
        ),
        migrations.AddConstraint(
            model_name="clockevent",
            constraint=models.UniqueConstraint(
                fields=("clock", "rung", "due_on"), name="clockevent_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="clockextension",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)), name="clockextension_adds"
            ),
        ),
        migrations.AddConstraint(
            model_name="clockextension",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("struck_at__isnull", True),
                    models.Q(("struck_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="clockextension_struck_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="clockextension",
            constraint=models.UniqueConstraint(
                condition=models.Q(("struck_at__isnull", True)),
                fields=("clock", "rule"),
                name="clockextension_once_per_rule",
            ),
        ),
        migrations.AddConstraint(
            model_name="clockpause",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("last__isnull", True), ("last__gte", models.F("first")), _connector="OR"
                ),
                name="clockpause_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="clockpause",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("struck_at__isnull", True),
                    models.Q(("struck_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="clockpause_struck_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="clockpause",
            constraint=models.UniqueConstraint(
                condition=models.Q(("struck_at__isnull", True), ("last__isnull", True)),
                fields=("clock",),
                name="clockpause_one_running",
            ),
        ),
    ]
