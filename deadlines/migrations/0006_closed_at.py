from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("deadlines", "0005_stated_due")]

    operations = [
        migrations.AddField(
            model_name="clock",
            name="closed_at",
            field=models.DateTimeField(null=True, verbose_name="终止时刻"),
        ),
    ]
