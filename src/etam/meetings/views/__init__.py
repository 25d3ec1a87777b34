"""Views by what they are about: meetings, the programme, participants, attendance, materials, minutes."""
