"""The launcher's parts that need no network, no server and no Django."""

import os
import signal
import socket
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.launcher import ROOT, launcher


class Recorder:
    """Stands in for step(): remembers what would have been run."""

    def __init__(self) -> None:
        self.labels: list[str] = []
        self.commands: list[list[str]] = []

    def __call__(self, label: str, command: list[str], *_env: object) -> None:
        self.labels.append(label)
        self.commands.append(command)
        Path(launcher.VENV).mkdir(exist_ok=True)


@pytest.fixture
def recorder(monkeypatch: pytest.MonkeyPatch) -> Recorder:
    recorder = Recorder()
    monkeypatch.setattr(launcher, "step", recorder)
    return recorder


@pytest.fixture
def venv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of two lock files without a .venv, on a machine without uv."""
    folder = tmp_path / ".venv"
    monkeypatch.setattr(launcher, "VENV", folder)
    monkeypatch.setattr(launcher, "PYTHON", sys.executable)
    monkeypatch.setattr(launcher.shutil, "which", lambda _: None)
    for name in ("RUNTIME_LOCK", "DEV_LOCK"):
        lock = tmp_path / f"{name}.lock"
        lock.write_text(name)
        monkeypatch.setattr(launcher, name, lock)
    return folder


# PORT


@pytest.mark.parametrize(("text", "port"), [("1", 1), ("8000", 8000), ("65535", 65535)])
def test_port_number_is_read(text: str, port: int) -> None:
    assert launcher.port_number(text) == port


@pytest.mark.parametrize("text", ["0", "65536", "-1", "80.5", "http", " 8000", "8_000", "\u0668\u0660"])
def test_port_number_refuses_nonsense_by_name(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        launcher.port_number(text)
    assert stopped.value.code == 1
    assert capsys.readouterr().err == f"portal: PORT must be a whole number from 1 to 65535, not {text!r}\n"


def test_require_free_refuses_a_port_in_use(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(SystemExit) as stopped:
            launcher.require_free(port)
    assert stopped.value.code == 1
    assert f"port {port}: Address already in use" in capsys.readouterr().err
    launcher.require_free(port)


def test_port_in_use_stops_serve_before_any_long_step(
    recorder: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        monkeypatch.setenv("PORT", str(other.getsockname()[1]))
        with pytest.raises(SystemExit):
            launcher.serve()
    assert recorder.labels == []


# .venv and its stamp


def test_install_makes_the_venv_once(venv: Path, recorder: Recorder) -> None:
    launcher.install(launcher.RUNTIME_LOCK)
    launcher.install(launcher.RUNTIME_LOCK)
    assert recorder.labels == ["creating .venv", "installing packages"]
    assert "--require-hashes" in recorder.commands[1]
    assert recorder.commands[1][-1] == f"-r{launcher.RUNTIME_LOCK}"
    assert (venv / ".lock-sha").exists()


def test_install_adds_the_dev_lock_and_runtime_then_needs_nothing(venv: Path, recorder: Recorder) -> None:
    launcher.install(launcher.RUNTIME_LOCK)
    launcher.install(launcher.RUNTIME_LOCK, launcher.DEV_LOCK)
    launcher.install(launcher.RUNTIME_LOCK)
    assert recorder.labels == ["creating .venv", "installing packages", "installing packages"]


def test_install_follows_a_changed_lock_in_the_same_venv(venv: Path, recorder: Recorder) -> None:
    launcher.install(launcher.RUNTIME_LOCK)
    launcher.RUNTIME_LOCK.write_text("other pins")
    launcher.install(launcher.RUNTIME_LOCK)
    assert recorder.labels == ["creating .venv", "installing packages", "installing packages"]


def test_install_starts_afresh_for_another_python(venv: Path, recorder: Recorder) -> None:
    launcher.install(launcher.RUNTIME_LOCK)
    stamp = venv / ".lock-sha"
    current = f"python-{sys.version_info.major}.{sys.version_info.minor}"
    stamp.write_text(stamp.read_text().replace(current, "python-3.1"))
    launcher.install(launcher.RUNTIME_LOCK)
    assert recorder.labels == ["creating .venv", "installing packages"] * 2


def test_install_that_fails_leaves_no_stamp(venv: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    venv.mkdir()
    (venv / ".lock-sha").write_text("an older state\n")
    monkeypatch.setattr(launcher, "step", lambda label, *_: launcher.fail(label))
    monkeypatch.setattr(launcher, "venv_tools", lambda: (["create"], ["add"]))
    (venv / ".lock-sha").write_text(f"python-{sys.version_info.major}.{sys.version_info.minor}\n")
    with pytest.raises(SystemExit):
        launcher.install(launcher.RUNTIME_LOCK)
    assert not (venv / ".lock-sha").exists()


def test_uv_is_used_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(launcher.shutil, "which", {"uv": "/usr/bin/uv"}.get)
    create, add = launcher.venv_tools()
    assert (create[:2], add[:3]) == (["uv", "venv"], ["uv", "pip", "install"])


def test_missing_ensurepip_names_the_package(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(launcher.shutil, "which", lambda _: None)
    monkeypatch.setattr(launcher, "find_spec", lambda _: None)
    with pytest.raises(SystemExit):
        launcher.venv_tools()
    assert "apt-get install python3-venv" in capsys.readouterr().err


# Steps, children and static files


def test_step_hides_the_output_of_success(capsys: pytest.CaptureFixture[str]) -> None:
    launcher.step("speaking", [sys.executable, "-c", "print('hello')"])
    shown = capsys.readouterr()
    assert shown.out.startswith("  speaking ... ")
    assert "hello" not in shown.out + shown.err


def test_step_shows_the_output_of_failure_and_passes_on_its_code(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        launcher.step("speaking", [sys.executable, "-c", "print('hello'); raise SystemExit(7)"])
    assert stopped.value.code == 7
    assert capsys.readouterr().err == "hello\nportal: speaking: failed\n"


def test_supervise_passes_on_the_exit_code() -> None:
    assert launcher.supervise([sys.executable, "-c", "raise SystemExit(5)"], dict(os.environ)) == 5


def test_supervise_ends_the_child_when_interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(launcher, "announce", interrupt)
    sleeper = [sys.executable, "-c", "import time; time.sleep(60)"]
    assert launcher.supervise(sleeper, dict(os.environ), announced_port=1) == 128 + signal.SIGTERM


def test_serve_ends_as_its_supervisor_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, recorder: Recorder, venv: Path
) -> None:
    monkeypatch.setenv("PORTAL_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("PORTAL_ENV", "production")
    monkeypatch.setenv("PORT", "8123")
    monkeypatch.setattr(launcher, "collect_static", lambda _: None)
    monkeypatch.setattr(launcher, "require_free", lambda _: None)
    started = []

    def supervise(command: list[str], _: object, announced_port: int) -> int:
        started.append((command[1:], announced_port))
        return 3

    monkeypatch.setattr(launcher, "supervise", supervise)
    assert launcher.serve() == 3
    flags = ["--with-parent", "--bind", "127.0.0.1:8123"]
    assert started == [(["-m", "usce_portal.supervisor", *flags], 8123)]


def test_nothing_answers_on_a_free_port() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
    assert launcher.answers(port) is False


def test_static_files_are_collected_again_only_after_a_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, recorder: Recorder
) -> None:
    monkeypatch.setattr(launcher, "ROOT", tmp_path)
    monkeypatch.setattr(launcher, "RUNTIME_LOCK", tmp_path / "requirements.lock")
    monkeypatch.setattr(launcher, "VENV", tmp_path / ".venv")
    for name in ("requirements.lock", "usce_portal/settings.py", "static/site.css"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    env = {"PORTAL_VAR": str(tmp_path / "var")}
    (tmp_path / "var" / "static").mkdir(parents=True)
    launcher.collect_static(env)
    launcher.collect_static(env)
    assert len(recorder.labels) == 1
    (tmp_path / "static" / "site.css").write_text("changed")
    launcher.collect_static(env)
    assert len(recorder.labels) == 2
    (tmp_path / "var" / "static").rmdir()
    launcher.collect_static(env)
    assert len(recorder.labels) == 3


# Checks


def test_lint_runs_every_check_and_fails_when_one_does(monkeypatch: pytest.MonkeyPatch) -> None:
    run: list[str] = []

    def fail_types(command: list[str], **_options: object) -> SimpleNamespace:
        run.append(" ".join(Path(part).name for part in command if "/templates/" not in f"/{part}")[:60])
        return SimpleNamespace(returncode=int("mypy" in command))

    monkeypatch.setattr(launcher, "install", lambda *_locks: None)
    monkeypatch.setattr(launcher.subprocess, "run", fail_types)
    assert launcher.lint() == 1
    assert run == [
        "python -m ruff check",
        "python -m ruff format --check",
        "djade --check --target-version 5.2",
        "python -m mypy --cache-dir .mypy",
        "python lint-imports --no-logo --cache-dir .contracts",
        "python manage.py makemigrations --check --dry-run",
        "python manage.py check --deploy --fail-level WARNING",
    ]


# The tests


@pytest.fixture
def supervised(monkeypatch: pytest.MonkeyPatch, venv: Path, recorder: Recorder) -> list[list[str]]:
    """The commands that would run, each of which succeeds; a report fails below 100 %."""
    commands: list[list[str]] = []

    def supervise(command: list[str], _: object) -> int:
        commands.append(command[1:])
        return 2 if "--fail-under=100" in command else 0

    monkeypatch.setattr(launcher, "supervise", supervise)
    monkeypatch.setattr(launcher.os, "cpu_count", lambda: 2)
    return commands


WORKERS = ["-n", "3", "--dist", "loadgroup"]


def test_the_tests_run_after_the_contracts_and_end_with_what_was_skipped(
    supervised: list[list[str]],
) -> None:
    assert launcher.test(["-k", "portal"]) == 0
    contracts = launcher.CONTRACTS[1:]
    assert supervised == [contracts, ["-m", "pytest", "-rfEs", *WORKERS, "-k", "portal"]]


def test_coverage_is_reported_and_below_a_floor_fails(
    supervised: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert launcher.test(["--coverage"]) == 2
    run, combine, everything, checks, guarded = supervised[1:]
    assert run == ["-m", "coverage", "run", "-m", "pytest", "-rfEs", *WORKERS]
    assert combine == ["-m", "coverage", "combine", "--quiet"]
    assert everything == ["-m", "coverage", "report", "--fail-under=95"]
    assert checks[3:] == ["--fail-under=97", "--include=applicants/documents/checking/*"]
    assert guarded[3:] == ["--fail-under=100", f"--include={','.join(GUARDED)}"]
    assert "95 % of the lines and branches of everything:" in capsys.readouterr().out


GUARDED = launcher.FLOORS[100]


def test_every_floor_is_under_files_that_exist() -> None:
    assert [pattern for pattern in GUARDED if not list(ROOT.glob(pattern))] == []


def test_a_broken_contract_stops_before_the_tests(
    supervised: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(launcher, "supervise", lambda command, _: 1 if command == launcher.CONTRACTS else 0)
    assert launcher.test([]) == 1


def test_without_postgresql_one_sentence_says_what_to_install(
    tmp_path: Path, venv: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(launcher, "DEBIAN_POSTGRES", tmp_path)
    with pytest.raises(SystemExit):
        launcher.postgres_binaries(tmp_path)
    said = "portal: no PostgreSQL on this machine; on Debian or Ubuntu: apt-get install postgresql\n"
    assert capsys.readouterr().err == said


# The command line


def test_help_explains_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert launcher.main(["help"]) == 0
    shown = capsys.readouterr().out
    for command in ("test [args]", "test --postgres", "test --coverage", "lint", "manage <command>"):
        assert f"./portal {command}" in shown


@pytest.mark.parametrize("arguments", [["sevre"], ["serve", "8001"], ["lint", "--fix"]])
def test_unknown_arguments_show_the_usage(
    arguments: list[str], recorder: Recorder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert launcher.main(arguments) == 2
    assert "./portal test --postgres" in capsys.readouterr().err
    assert recorder.labels == []


def test_lock_files_pin_every_package_by_hash_and_name_no_host() -> None:
    for lock in (launcher.RUNTIME_LOCK, launcher.DEV_LOCK):
        text = lock.read_text()
        pins = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
        assert pins
        assert all("==" in pin and pin.endswith("\\") for pin in pins)
        assert "://" not in text
        assert "--index" not in text
        assert "--find-links" not in text
