"""What runs in the sandbox can neither hang, grow, nor reach anything, and never takes the portal with it."""

import os
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from programs import sandbox
from programs.sandbox import pool
from programs.sandbox.limits import WALL_SECONDS, missing_limits
from tests.programs.sandbox import sample_jobs

NO_PROCESS = 4_194_305  # one more than any process on Linux has


@pytest.fixture(autouse=True)
def private_dir(settings: Settings, tmp_path: Path) -> None:
    """Give each test places of its own."""
    settings.PRIVATE_DIR = tmp_path


def run(function: Callable[..., Any], *files: Any, **options: Any) -> Any:
    return sandbox.run(function, files, raises=sample_jobs.KnownError, **options)


def test_files_go_in_and_values_come_out(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("one")
    (tmp_path / "b").write_text("two")
    with (tmp_path / "a").open("rb") as one, (tmp_path / "b").open("rb") as two:
        assert run(sample_jobs.echo, one, two, most=3) == {"files": ["one", "two"], "most": 3}


def test_a_file_that_is_open_for_writing_takes_the_output(tmp_path: Path) -> None:
    with (tmp_path / "out").open("w+b") as target:
        assert run(sample_jobs.write, target, size=5) == 5
    assert (tmp_path / "out").read_bytes() == b"xxxxx"


def test_an_expected_error_is_raised_with_its_words() -> None:
    with pytest.raises(sample_jobs.KnownError, match=r"^Too long\.$"):
        run(sample_jobs.refuse, words="Too long.")


def test_any_other_error_says_its_name_and_nothing_of_the_file() -> None:
    with pytest.raises(sandbox.StoppedError) as error:
        run(sample_jobs.fail)
    assert str(error.value) == "RuntimeError"


@pytest.mark.parametrize(
    "job", [sample_jobs.backtrack, sample_jobs.allocate, sample_jobs.crash, sample_jobs.talk_too_much]
)
def test_what_hangs_grows_or_crashes_is_stopped(job: Callable[..., Any]) -> None:
    with pytest.raises(sandbox.StoppedError):
        run(job)
    assert run(sample_jobs.echo) == {"files": []}


def test_a_child_that_sleeps_is_ended_by_the_clock() -> None:
    assert WALL_SECONDS - 2 <= run(sample_jobs.seconds_left) <= WALL_SECONDS


@pytest.mark.parametrize("job", [sample_jobs.open_file, sample_jobs.connect])
def test_no_file_and_no_network_can_be_reached(job: Callable[..., Any]) -> None:
    with pytest.raises(sandbox.StoppedError, match="OSError"):
        run(job)


def test_no_secret_of_the_environment_gets_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "top secret")
    pool.pool.stop()
    assert set(run(sample_jobs.environment)) <= {"PATH", "PYTHONPATH", "LC_ALL"}


def test_a_server_that_dies_is_replaced() -> None:
    run(sample_jobs.kill_server)
    assert run(sample_jobs.echo) == {"files": []}


def test_who_finds_too_many_waiting_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool.pool, "waiting", threading.BoundedSemaphore(1))
    with pool.slot(), pytest.raises(sandbox.BusyError):
        run(sample_jobs.echo)
    assert run(sample_jobs.echo) == {"files": []}


def test_only_a_few_run_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "WAIT_SECONDS", 0)
    with pool.slot(), pool.slot(), pytest.raises(sandbox.BusyError):
        run(sample_jobs.echo)
    with pool.slot():
        assert run(sample_jobs.echo) == {"files": []}


def test_many_threads_each_get_their_own_answer() -> None:
    found: dict[int, Any] = {}

    def ask(number: int) -> None:
        found[number] = run(sample_jobs.echo, number=number)["number"]

    threads = [threading.Thread(target=ask, args=[number]) for number in range(pool.MOST_WAITING)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {number: number for number in range(pool.MOST_WAITING)}


def test_a_forked_worker_gets_a_server_of_its_own() -> None:
    run(sample_jobs.echo)
    ours = pool.pool.server
    child = os.fork()
    if not child:
        os._exit(0 if run(sample_jobs.echo) == {"files": []} and pool.pool.server is not ours else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert run(sample_jobs.echo) == {"files": []}


def test_this_platform_has_every_limit(caplog: pytest.LogCaptureFixture) -> None:
    assert run(missing_limits) == []
    sandbox.start()
    assert caplog.messages == []


def test_a_job_may_be_given_more_time() -> None:
    found = sandbox.run(missing_limits, [], raises=sandbox.SandboxError, times=2)
    assert found == ["processor time"]  # not as much as usual


def test_what_a_platform_lacks_is_said_at_the_start(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "run", lambda *_, **__: ["memory"])
    sandbox.start()
    assert caplog.messages == ["This platform does not limit memory of the processes that read foreign files"]


def answer_with(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    """Let a child answer with any bytes, as one does that a file has taken over."""

    def fork(_line: bytes, descriptors: Sequence[int]) -> int:
        os.write(descriptors[0], content)
        return NO_PROCESS

    monkeypatch.setattr(pool.pool, "fork", fork)


@pytest.mark.parametrize(
    "content",
    [
        b"junk",
        b"\xff\xfe",
        b"[]",
        b"5",
        b"{}",
        b'{"error": 5, "args": []}',
        b'{"error": "KnownError"}',
        b'{"error": "KnownError", "args": 5}',
        b'{"error": "KnownError", "args": [{}]}',
        b'{"result": "\\ud800"}',
        b'{"error": "KnownError", "args": ["\\ud800"]}',
        b"[" * 40_000,
        b'{"result": ' + b"9" * 5000 + b"}",
    ],
)
def test_a_false_answer_is_none(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    answer_with(monkeypatch, content)
    with pytest.raises(sandbox.StoppedError):
        run(sample_jobs.echo)


def test_an_error_takes_its_words_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    answer_with(monkeypatch, b'{"error": "KnownError", "args": ["Too long.", "x", {"y": 1}]}')
    with pytest.raises(sample_jobs.KnownError) as error:
        run(sample_jobs.echo)
    assert error.value.args == ("Too long.",)


@pytest.mark.parametrize("limit", ["ANSWER_BYTES", "WALL_SECONDS"])
def test_an_answer_that_is_too_long_or_too_late_is_none(monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    answer_with(monkeypatch, b'{"result": 1}')
    monkeypatch.setattr(pool, limit, -1)
    with pytest.raises(sandbox.StoppedError):
        run(sample_jobs.echo)


def test_a_server_that_cannot_start_asks_to_come_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    pool.pool.stop()
    monkeypatch.setattr(sys, "executable", "/missing/python")
    with pytest.raises(sandbox.BusyError):
        run(sample_jobs.echo)
    assert caplog.messages[-1].startswith("The sandbox's server cannot be started: ")


def test_a_portal_without_places_starts_and_says_so(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.PRIVATE_DIR = "/dev/null"
    sandbox.start()
    assert caplog.messages[-1].startswith("The sandbox for foreign files does not work: ")


def test_a_child_starts_no_process() -> None:
    assert run(sample_jobs.most_processes) == [0, 0]
