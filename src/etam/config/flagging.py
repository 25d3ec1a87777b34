"""`etam flags`: flag what rests on a basis that was revoked, amended or came into force; meant to run once a day."""

import argparse
from collections.abc import Sequence

from etam.config.cli import start_django


def main(arguments: Sequence[str]) -> int:
    """Bring the flags to what the register says today; running it again changes nothing."""
    argparse.ArgumentParser(prog="etam flags", description=main.__doc__).parse_args(arguments)
    start_django()
    from etam.regulations.actions import raise_flags
    from etam.regulations.models import Flag
    from etam.regulations.queries.flags import OPEN, STATES

    done = raise_flags()
    waiting = Flag.objects.filter(STATES[OPEN]).count()
    print(f"{done.new} tanda baru, {done.cleared} gugur; {waiting} menunggu keputusan.")
    return 0
