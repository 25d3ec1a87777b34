"""Papers of this room: what they say as plain words, and their layout."""
