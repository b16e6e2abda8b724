from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("referrals", "0003_goods")]

    operations = []
