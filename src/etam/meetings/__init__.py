"""Coordination meetings: who came, what was drafted and adopted, the official document, and what became of it."""
