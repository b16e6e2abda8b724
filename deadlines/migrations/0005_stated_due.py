from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("deadlines", "0004_clocks")]

    operations = [
        migrations.AddField(
            model_name="clock",
            name="stated_due",
            field=models.DateField(null=True, verbose_name="文书写明的末日"),
        ),
    ]
