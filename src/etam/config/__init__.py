"""Settings, root addresses, the server and the `etam` command."""
