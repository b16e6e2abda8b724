import django.contrib.postgres.fields
from django.db import migrations, models

SCOPES = [
    ("cases:read", "读取案件"),
    ("cases:write", "登记和更正本机关案件"),
    ("changes:read", "跟踪案件变更"),
    ("referrals:read", "读取移送及其进展、文书和动态"),
    ("referrals:act", "办理移送：签收、登记和提交"),
]


def scopes():
    return django.contrib.postgres.fields.ArrayField(
        base_field=models.CharField(choices=SCOPES, max_length=20),
        size=None,
        verbose_name="接口权限",
    )


class Migration(migrations.Migration):
    dependencies = [("agencies", "0002_systems")]

    operations = [
        migrations.AlterField("agencysystem", "scopes", scopes()),
        migrations.AlterField("systemtoken", "scopes", scopes()),
    ]
