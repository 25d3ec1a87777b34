"""Which editions of content this database has loaded or used."""
