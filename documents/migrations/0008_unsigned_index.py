"""What an agency still has to sign for is asked on every home page."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("documents", "0007_serial_index")]
    operations = [
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                fields=["receiver", "sent_at"],
                condition=Q(
                    is_copy=False,
                    served_on__isnull=True,
                    signed_for_at__isnull=True,
                    withdrawn_at__isnull=True,
                ),
                name="delivery_unsigned",
            ),
        ),
    ]
