"""`etam forget`: wipe the names of participants and of former holders of posts, once the promised time is over."""

import argparse
from collections.abc import Sequence
from datetime import date

from etam.config.cli import start_django


def main(arguments: Sequence[str]) -> int:
    """Wipe what is due on a day; running it again wipes nothing twice. Libraries and numbers stay."""
    options = _parser().parse_args(arguments)
    start_django()
    from django.utils.timezone import localdate

    from etam.meetings import actions as meetings
    from etam.outreach import actions as outreach
    from etam.workforce.actions import personal_data as workforce

    day = options.day or localdate()
    events = outreach.names_due(day) if options.dry_run else outreach.wipe_names(day)
    held = meetings.names_due(day) if options.dry_run else meetings.wipe_names(day)
    holders = len(workforce.people_due(day)) if options.dry_run else workforce.wipe_people(day)
    verb = "akan dihapus" if options.dry_run else "dihapus"
    for event, count in events.items():
        print(f"{event.code} {event}, {event.held_on}: nama {count} peserta {verb}.")
    for meeting, count in held.items():
        print(f"{meeting.code} {meeting}, {meeting.ends_on}: nama {count} peserta {verb}.")
    if holders:
        print(f"Data orang dari {holders} catatan pemangku jabatan {verb}.")
    print(f"{sum(events.values()) + sum(held.values()) + holders} nama {verb}.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="etam forget", description=main.__doc__)
    parser.add_argument(
        "--day", type=date.fromisoformat, help="hari yang dilihat, misalnya 2026-03-01; hari ini bila kosong"
    )
    parser.add_argument("--dry-run", action="store_true", help="sebut saja, jangan hapus")
    return parser
