"""What the centre asks of the office, from what it is answered, what is missing, and what was delivered."""
