"""The official document of a meeting: what it says as plain words, and its layout."""
