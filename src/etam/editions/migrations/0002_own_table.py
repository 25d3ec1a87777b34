from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("editions", "0001_initial"), ("regulations", "0002_editions_left")]

    operations = [migrations.AlterModelTable(name="contentversion", table=None)]
