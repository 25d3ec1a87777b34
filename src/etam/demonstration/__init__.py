"""Demonstration data: real where it exists, the rest invented from a seed and marked DATA CONTOH."""
