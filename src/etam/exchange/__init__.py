"""Doors to other systems: spreadsheets and CSV, in and out."""
