"""What people type in, by what it is about."""
