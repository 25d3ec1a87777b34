from django.db import migrations


class Migration(migrations.Migration):
    """The editions of content moved to a room of their own, with their table."""

    dependencies = [("regulations", "0001_initial"), ("editions", "0001_initial")]

    operations = [migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel(name="ContentVersion")])]
