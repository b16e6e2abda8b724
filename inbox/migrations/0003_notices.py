from django.db import migrations, models

import core.clock


class Migration(migrations.Migration):

    dependencies = [("inbox", "0002_open_todos")]

    operations = [
        migrations.AlterField(
            model_name="todo",
            name="raised_at",
            field=models.DateTimeField(default=core.clock.current_moment, verbose_name="产生时间"),
        ),
    ]
