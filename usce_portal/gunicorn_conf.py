"""Gunicorn's settings, for every way in which the portal is served: -c python:usce_portal.gunicorn_conf."""

worker_class = "gthread"
workers = 2
threads = 32
loglevel = "warning"
control_socket_disable = True
# Supervisors and containers wait 30 seconds for a clean stop.
graceful_timeout = 25
