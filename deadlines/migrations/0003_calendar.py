from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("deadlines", "0002_rules")]

    operations = []
