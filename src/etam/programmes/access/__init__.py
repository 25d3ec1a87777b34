"""The only doors to the records of this room: villages and schools with their money, programmes, codes, series."""
