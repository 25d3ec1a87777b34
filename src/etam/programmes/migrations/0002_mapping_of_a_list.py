"""Say of every mapping which list it leads to; no database holds mappings yet, so the table is made anew."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.DeleteModel(name="CodeMapping"),
        migrations.CreateModel(
            name="CodeMapping",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_sure", models.BooleanField(default=False)),
                ("note", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "new",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="was",
                        to="programmes.budgetcode",
                    ),
                ),
                (
                    "old",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="became", to="programmes.budgetcode"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mappings",
                        to="programmes.codeversion",
                    ),
                ),
            ],
            options={
                "ordering": ["old", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("old", "new"), name="code_mapping_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("new__isnull", True)), fields=("old", "version"), name="code_dropped_once"
                    ),
                ],
            },
        ),
    ]
