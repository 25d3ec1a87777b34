"""How often one network address may knock at the attendance page, in ten minutes.

A hall full of people shares one address of the hotel's network, so the limit on entries is generous.
"""

ENTRIES, SEARCHES = 300, 1500
