from django.db import migrations, models


class Migration(migrations.Migration):
    """A kind names flow and step, and those have names that say what they are."""

    dependencies = [("inbox", "0003_notices")]

    operations = [
        migrations.AlterField(
            model_name=name,
            name="kind",
            field=models.CharField(max_length=100, verbose_name="事项"),
        )
        for name in ("notice", "todo")
    ]
