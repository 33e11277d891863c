"""Gunicorn's settings, for every way in which the portal is served: -c python:usce_portal.gunicorn_conf."""

import os
import resource
from pathlib import Path

from usce_portal.environment import private_folder

worker_class = "usce_portal.gunicorn_worker.BufferingWorker"
workers = 2
threads = 32
# Clients at once in a worker, most of them idle; when all are taken, the longest idle goes.
worker_connections = 1000
# Longer than a round of the event loop takes under load, which would else close connections in use.
keepalive = 30
backlog = 2048
loglevel = "warning"
control_socket_disable = True
# Supervisors and containers wait 30 seconds for a clean stop.
graceful_timeout = 25
# Uploads on their way are as private as those that have arrived.
VAR = Path(os.environ.get("PORTAL_VAR") or Path(__file__).parent.parent / "var").resolve()
tmp_upload_dir = str(private_folder(VAR / "private" / "uploads"))
# Only what Python sends can be timed.
sendfile = False
# Connections are open files, and so are databases and uploads; systems often start with 1,024 in all.
OPEN_FILES, (SOFT, HARD) = 4096, resource.getrlimit(resource.RLIMIT_NOFILE)
if 0 <= SOFT < OPEN_FILES:
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(OPEN_FILES, HARD) if HARD > 0 else OPEN_FILES, HARD))
