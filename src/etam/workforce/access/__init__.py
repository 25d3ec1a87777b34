"""The only doors to the records of this room, one file for each kind: workload analyses, holders, proposals."""
