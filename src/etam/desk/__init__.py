"""The first page after signing in: what waits for me; and the journal for those who keep watch."""
