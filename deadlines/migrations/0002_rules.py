import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import deadlines.ladder


class Migration(migrations.Migration):
    dependencies = [
        ("deadlines", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="deadlinerule",
            name="closing_en",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="deadlinerule",
            name="ladder",
            field=models.CharField(
                blank=True,
                max_length=200,
                validators=[deadlines.ladder.validate_ladder],
                verbose_name="提醒安排",
            ),
        ),
        migrations.AddField(
            model_name="deadlinerule",
            name="legal_basis_en",
            field=models.CharField(blank=True, max_length=400),
        ),
        migrations.AddField(
            model_name="deadlinerule",
            name="responsible_en",
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddField(
            model_name="deadlinerule",
            name="rolls_over",
            field=models.BooleanField(default=True, verbose_name="末日顺延"),
        ),
        migrations.AddField(
            model_name="deadlinerule",
            name="supervisor",
            field=models.CharField(
                blank=True,
                choices=[
                    ("justice", "司法行政机关"),
                    ("procuratorate", "检察院"),
                    ("discipline", "纪检监察机关"),
                ],
                max_length=20,
                verbose_name="逾期后报送",
            ),
        ),
        migrations.AddField(
            model_name="deadlinerule",
            name="trigger_en",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="deadlinerule",
            name="when_overdue_en",
            field=models.CharField(blank=True, max_length=400),
        ),
        migrations.AlterField(
            model_name="deadlinerule",
            name="amount",
            field=models.SmallIntegerField(blank=True, null=True, verbose_name="期间"),
        ),
        migrations.AlterField(
            model_name="deadlinerule",
            name="legal_basis",
            field=models.CharField(max_length=300, verbose_name="法律依据"),
        ),
        migrations.CreateModel(
            name="LocalValue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=60, verbose_name="规则编号")),
                ("amount", models.SmallIntegerField(verbose_name="期间")),
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
                (
                    "ladder",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        validators=[deadlines.ladder.validate_ladder],
                        verbose_name="提醒安排",
                    ),
                ),
                ("effective_from", models.DateField(verbose_name="起用日期")),
                ("effective_to", models.DateField(blank=True, null=True, verbose_name="末日")),
                ("ground", models.CharField(max_length=300, verbose_name="依据")),
                ("set_at", models.DateTimeField(verbose_name="设定时间")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="终止时间")),
                (
                    "end_ground",
                    models.CharField(blank=True, max_length=300, verbose_name="终止依据"),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="终止人",
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="设定人",
                    ),
                ),
            ],
            options={
                "verbose_name": "本地期限",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("effective_to__isnull", True)),
                        fields=("key",),
                        name="localvalue_one_open_per_key",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("effective_to__isnull", True),
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="localvalue_end_has_a_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount", 0), _negated=True),
                        name="localvalue_amount_not_zero",
                    ),
                ],
            },
        ),
    ]
