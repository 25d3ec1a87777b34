"""Reads the data files under `content/`: YAML with line numbers, CSV, JSON Schema, versions and checksums.

Pure: no Django, no database. Every fault names its file and its line.
"""
