"""What the public pages read, named by what it answers."""
