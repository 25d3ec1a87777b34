"""Recommendations from any source: owner, action, due date, evidence, verdict by another."""
