"""Whether a mail is lost when its sender is killed: python -m benchmarks.mail_kill [mails] [kills].

A sender sends through a small mail server of this script; every now and then it gets kill -9 and another
one is started. In the end every mail must have arrived at least once, and no more doubles than kills.
"""

import collections
import contextlib
import os
import random
import signal
import socketserver
import subprocess
import sys
import tempfile
import threading
import time

LOOP = """
import datetime
from applicants.mail import sending
from applicants.management.commands import send_due
sending.LEASE = datetime.timedelta(seconds=2)
send_due.PAUSE_SECONDS = 0.2
send_due.loop()
"""
WRITE = """
from django.core.mail import send_mail
for number in range({mails}):
    send_mail(f"Mail {{number}}", "Text", None, [f"reader{{number}}@example.org"])
"""
arrived: collections.Counter[str] = collections.Counter()


class Server(socketserver.StreamRequestHandler):
    """Just enough of SMTP; it takes its time, so that kills hit the middle of a mail."""

    def finish(self) -> None:
        """Say nothing when the sender has been killed."""
        with contextlib.suppress(OSError):
            super().finish()

    def handle(self) -> None:
        """Take one mail, and count its subject when the sender has been told that it is taken."""
        with contextlib.suppress(ConnectionError):
            self.converse()

    def converse(self) -> None:
        """Answer each line until the sender hangs up."""
        self.wfile.write(b"220 ready\r\n")
        for line in iter(self.rfile.readline, b""):
            word = line.strip().upper()
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                text = b"".join(iter(self.rfile.readline, b".\r\n"))
                time.sleep(random.uniform(0, 0.05))
                arrived[text.split(b"Subject: ")[1].splitlines()[0].decode()] += 1
                time.sleep(random.uniform(0, 0.05))
            self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 ok\r\n")


def manage(env: dict[str, str], code: str) -> subprocess.Popen[bytes]:
    """Run some lines in the portal's environment."""
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", code]
    return subprocess.Popen(command, env=env, stderr=subprocess.DEVNULL)


def send_and_kill(env: dict[str, str], mails: int, kills: int) -> int:
    """Start senders and kill each but the last; return how many were killed."""
    done = 0
    deadline = time.monotonic() + 300
    while done < kills and len(arrived) < mails:
        sender, before = manage(env, LOOP), sum(arrived.values())
        while sum(arrived.values()) == before and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(random.uniform(0, 0.3))
        sender.send_signal(signal.SIGKILL)
        sender.wait()
        done += 1
    last = manage(env, LOOP)
    while len(arrived) < mails and time.monotonic() < deadline:
        time.sleep(0.1)
    time.sleep(3)  # whatever was taken over twice would arrive now
    last.terminate()
    last.wait()
    return done


def main() -> int:
    """Print how many arrived, twice and never; 1 when the promise is broken."""
    mails, kills = (int(word) for word in (sys.argv[1:] + ["100", "20"][len(sys.argv) - 1 :]))
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Server)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as var:
        own = {"PORTAL_ENV": "development", "PORTAL_VAR": var}
        env = os.environ | own | {"EMAIL_URL": f"smtp://127.0.0.1:{server.server_address[1]}"}
        subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], env=env, check=True)
        manage(env, WRITE.format(mails=mails)).wait()
        killed = send_and_kill(env, mails, kills)
    doubles = sum(arrived.values()) - len(arrived)
    lost = mails - len(arrived)
    print(f"{mails} mails, {killed} kills: {len(arrived)} arrived, {doubles} doubles, {lost} lost")
    return int(lost > 0 or doubles > killed)


if __name__ == "__main__":
    sys.exit(main())
