from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("deadlines", "0001_initial")]

    operations = []
