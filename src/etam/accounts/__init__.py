"""Who signs in, and the journal of who did what."""
