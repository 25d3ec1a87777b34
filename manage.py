#!/usr/bin/env python3
"""Django's own commands, for migrations and the shell; everything else is `./etam`."""

import os
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent / "src"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "etam.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
