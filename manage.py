#!/usr/bin/env python3
"""Django's command line for the USCE portal."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run a management command; a checkout without keys is a development checkout."""
    if not (os.environ.get("SECRET_KEY") or os.environ.get("ALLOWED_HOSTS")):
        os.environ.setdefault("PORTAL_ENV", "development")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "usce_portal.settings")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
