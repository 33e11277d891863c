"""Create a database on the PostgreSQL of DATABASE_URL: python -m benchmarks.create_database NAME."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
django.setup()

from django.db import connection  # noqa: E402

if __name__ == "__main__":
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {connection.ops.quote_name(sys.argv[1])}")
