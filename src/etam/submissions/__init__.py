"""Rounds, submissions, answers and their revisions, checks, verification, and the figures that come of them."""
