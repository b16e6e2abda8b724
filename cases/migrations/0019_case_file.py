"""The whole file of a case is one more thing that can be made in the background."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0018_thresholds")]

    operations = [
        migrations.AlterField(
            model_name="caseexport",
            name="kind",
            field=models.CharField(
                choices=[
                    ("list", "案件清单（xlsx）"),
                    ("publicity_xlsx", "双公示格式（xlsx）"),
                    ("publicity_csv", "双公示格式（csv）"),
                    ("case_file", "整卷 PDF"),
                ],
                max_length=20,
                verbose_name="文件格式",
            ),
        ),
    ]
