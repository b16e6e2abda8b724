from django.db import migrations, models

import core.clock


class Migration(migrations.Migration):

    dependencies = [("cases", "0012_changes_feed")]

    operations = [
        migrations.AlterField(
            model_name="caserevision",
            name="made_at",
            field=models.DateTimeField(default=core.clock.current_moment, editable=False),
        ),
    ]
