"""Every write of this room: one transaction, one entry in the journal, `by=` a person."""
