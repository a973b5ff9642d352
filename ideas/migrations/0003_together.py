from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("ideas", "0002_keep_district")]
    operations = []
