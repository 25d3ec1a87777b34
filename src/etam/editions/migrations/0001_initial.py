from django.db import migrations, models


class Migration(migrations.Migration):
    """The table was made by the room of regulations, which kept it before; it only changes hands here."""

    initial = True
    dependencies = [("regulations", "0001_initial")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="ContentVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=40)),
                        ("code", models.CharField(max_length=80)),
                        ("version", models.CharField(max_length=40)),
                        ("checksum", models.CharField(max_length=64)),
                        ("loaded_at", models.DateTimeField(auto_now=True)),
                    ],
                    options={
                        "db_table": "regulations_contentversion",
                        "constraints": [
                            models.UniqueConstraint(fields=("kind", "code", "version"), name="content_version_once")
                        ],
                    },
                )
            ]
        )
    ]
