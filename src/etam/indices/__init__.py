"""Gathers accepted figures, runs a method, freezes the run and releases it."""
