# The portal's web server, mail loop and timed jobs under one supervisor. Settings come from the environment:
# see docs/deploy.md.
FROM python:3.11-slim

# pg_dump and pg_restore, for backups of PostgreSQL.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends postgresql-client \
    && rm -rf /var/lib/apt/lists/*

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PORTAL_VAR=/var/portal
WORKDIR /srv/portal

COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes --requirement requirements.lock

COPY manage.py ./
COPY usce_portal usce_portal/
COPY programs programs/
COPY applicants applicants/
COPY templates templates/
COPY static static/
COPY fixtures fixtures/

RUN useradd --system --home-dir /var/portal --create-home portal \
    && chown portal: /var/portal
USER portal
VOLUME /var/portal
EXPOSE 8000

HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]

# A clean stop takes up to 30 seconds: give it 35.
STOPSIGNAL SIGTERM
CMD ["python", "-m", "usce_portal.supervisor", "--bind", "0.0.0.0:8000"]
