"""What was taken back may be sent again, as a delivery of its own."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("documents", "0003_attachments")]
    operations = [
        migrations.RemoveConstraint(model_name="delivery", name="delivery_once"),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.UniqueConstraint(
                fields=["document", "receiver"],
                condition=Q(withdrawn_at__isnull=True),
                name="delivery_once",
            ),
        ),
    ]
