from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("deadlines", "0003_calendar")]

    operations = []
