from django.db import migrations, models

import core.clock


class Migration(migrations.Migration):

    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="auditevent",
            name="at",
            field=models.DateTimeField(default=core.clock.current_moment, verbose_name="时间"),
        ),
    ]
