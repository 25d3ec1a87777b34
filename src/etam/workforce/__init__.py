"""Posts of librarians and archivists: how many the work of a year asks for."""
