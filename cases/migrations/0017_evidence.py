from django.db import migrations, models

CONVERSIONS = [
    ("direct", "审查后直接使用"),
    ("review", "经复核后使用"),
    ("again", "重新收集"),
]
CHECKS = [
    ("lawful", "合法"),
    ("mended", "有瑕疵，已补正或者说明"),
    ("flawed", "有瑕疵，待补正或者说明"),
    ("excluded", "应当排除"),
]


class Migration(migrations.Migration):
    dependencies = [("cases", "0016_found_unlawful")]

    operations = [
        migrations.AddField(
            model_name="evidenceitem",
            name="place",
            field=models.CharField(blank=True, max_length=120, verbose_name="取得地点"),
        ),
        migrations.AddField(
            model_name="evidenceitem",
            name="collected_by",
            field=models.CharField(blank=True, max_length=200, verbose_name="收集人员及执法证号"),
        ),
        migrations.AddField(
            model_name="evidenceitem",
            name="legality",
            field=models.CharField(
                blank=True, choices=CHECKS, max_length=10, verbose_name="合法性审查"
            ),
        ),
        migrations.AddField(
            model_name="evidenceitem",
            name="conversion",
            field=models.CharField(
                blank=True, choices=CONVERSIONS, max_length=8, verbose_name="刑事证据转换"
            ),
        ),
        migrations.AddField(
            model_name="evidenceitem",
            name="converted_by",
            field=models.CharField(blank=True, max_length=60, verbose_name="转换人"),
        ),
        migrations.AddField(
            model_name="evidenceitem",
            name="converted_on",
            field=models.DateField(blank=True, null=True, verbose_name="转换日期"),
        ),
    ]
