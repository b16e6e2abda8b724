"""Of an agency that was closed: who took over what it still had to do."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agencies", "0003_referral_scopes")]
    operations = [
        migrations.AddField(
            "agency",
            "successor",
            models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="predecessors",
                to="agencies.agency",
                verbose_name="承接机关",
            ),
        ),
    ]
