"""Public pages and downloads. Reads what is released; writes nobody else's data."""
