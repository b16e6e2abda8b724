import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0001_initial"),
        ("cases", "0005_request_keys"),
    ]

    operations = [
        migrations.AddField(
            model_name="caserevision",
            name="channel",
            field=models.CharField(
                choices=[("browser", "网页录入"), ("import", "文件导入"), ("api", "系统对接")],
                default="browser",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="requestkey",
            name="key",
            field=models.CharField(max_length=80),
        ),
        migrations.CreateModel(
            name="ExternalKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("system", models.CharField(max_length=40, verbose_name="来源系统")),
                ("external_id", models.CharField(max_length=120, verbose_name="外部编号")),
                ("made_at", models.DateTimeField(auto_now_add=True)),
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
                        related_name="external_keys",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agency", "system", "external_id"), name="external_key_once"
                    )
                ],
            },
        ),
    ]
