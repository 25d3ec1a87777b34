"""Reads that count or join, named by what they answer."""
