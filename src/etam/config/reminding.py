"""`etam remind`: tell people which certificates of accreditation end soon; meant to run once a day."""

import argparse
from collections.abc import Sequence
from datetime import date

from etam.config.cli import start_django


def main(arguments: Sequence[str]) -> int:
    """Send what is due on a day; running it again sends nothing twice."""
    options = _parser().parse_args(arguments)
    start_django()
    from django.utils.timezone import localdate

    from etam.assessments.actions import send_reminders
    from etam.assessments.queries import reminders_due

    day = options.day or localdate()
    if options.dry_run:
        for one in reminders_due(day):
            people = ", ".join(person.email for person in one.people) or "tidak ada penerima"
            print(f"{one.certificate.institution}, habis {one.certificate.valid_until} ({one.months} bulan): {people}")
        return 0
    done = send_reminders(day)
    print(
        f"{len(done.reminders)} sertifikat diingatkan dengan {done.letters} surat; {len(done.untold)} tanpa penerima."
    )
    for one in done.untold:
        print(f"Tanpa penerima: {one.certificate.institution}, habis {one.certificate.valid_until}.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="etam remind", description=main.__doc__)
    parser.add_argument(
        "--day", type=date.fromisoformat, help="hari yang dilihat, misalnya 2026-03-01; hari ini bila kosong"
    )
    parser.add_argument("--dry-run", action="store_true", help="sebut saja, jangan kirim")
    return parser
