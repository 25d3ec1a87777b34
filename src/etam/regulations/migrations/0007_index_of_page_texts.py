from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# SQLite keeps the index beside the table, so triggers bring it along. A later change of the table of pages must make
# them again: Django then copies the table, and triggers stay behind.
SQLITE = (
    """CREATE VIRTUAL TABLE regulations_text_index USING fts5(
        text, content='regulations_pagetext', content_rowid='id', tokenize='unicode61 remove_diacritics 0'
    )""",
    """CREATE TRIGGER regulations_text_added AFTER INSERT ON regulations_pagetext BEGIN
        INSERT INTO regulations_text_index(rowid, text) VALUES (new.id, new.text);
    END""",
    """CREATE TRIGGER regulations_text_removed AFTER DELETE ON regulations_pagetext BEGIN
        INSERT INTO regulations_text_index(regulations_text_index, rowid, text) VALUES ('delete', old.id, old.text);
    END""",
    """CREATE TRIGGER regulations_text_changed AFTER UPDATE ON regulations_pagetext BEGIN
        INSERT INTO regulations_text_index(regulations_text_index, rowid, text) VALUES ('delete', old.id, old.text);
        INSERT INTO regulations_text_index(rowid, text) VALUES (new.id, new.text);
    END""",
)
# PostgreSQL would read "43/2007" as the name of a file; with spaces for signs both databases see the same words.
POSTGRESQL = (
    """CREATE INDEX regulations_text_index ON regulations_pagetext USING gin (
        to_tsvector('simple', regexp_replace(text, '[^[:alnum:]]+', ' ', 'g'))
    )""",
)


def make_index(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("regulations", "0006_page_texts")]

    operations = [migrations.RunPython(make_index)]
