"""Regions, institutions and who acts for which of them, in time."""
