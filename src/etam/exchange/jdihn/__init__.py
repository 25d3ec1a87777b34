"""The feed of the legal documentation network (JDIHN): the register's own rows out, another list's rows in."""
