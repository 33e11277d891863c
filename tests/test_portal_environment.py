"""What the launcher hands to Django, and the folders and Pythons it refuses."""

import ast
from pathlib import Path

import pytest

from tests.launcher import ROOT, launcher

# The environment handed to Django


def test_environment_is_development_with_var_in_the_tree(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(launcher, "ROOT", tmp_path)
    monkeypatch.delenv("PORTAL_ENV", raising=False)
    monkeypatch.delenv("PORTAL_VAR", raising=False)
    env = launcher.environment()
    assert env["PORTAL_ENV"] == "development"
    assert env["PORTAL_VAR"] == str(tmp_path / "var")
    assert (tmp_path / "var").stat().st_mode & 0o777 == 0o700


def test_environment_passes_on_what_is_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PORTAL_ENV", "production")
    monkeypatch.setenv("PORTAL_VAR", "elsewhere/var")
    monkeypatch.setenv("DATABASE_URL", "postgres://u@/db?host=/run/pg")
    env = launcher.environment()
    assert env["PORTAL_ENV"] == "production"
    assert env["PORTAL_VAR"] == str(tmp_path / "elsewhere" / "var")
    assert env["DATABASE_URL"] == "postgres://u@/db?host=/run/pg"


def test_environment_given_a_folder_ignores_portal_var(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORTAL_VAR", str(tmp_path / "real"))
    assert launcher.environment(str(tmp_path / "scratch"))["PORTAL_VAR"] == str(tmp_path / "scratch")
    assert not (tmp_path / "real").exists()


# A folder or a Python that will not do


def test_a_folder_that_cannot_be_made_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "var").write_text("a file")
    monkeypatch.setenv("PORTAL_VAR", str(tmp_path / "var"))
    with pytest.raises(SystemExit) as error:
        launcher.environment()
    said = f"portal: PORTAL_VAR: the folder {tmp_path}/var cannot be made: File exists\n"
    assert (error.value.code, capsys.readouterr().err) == (1, said)


BEGIN = "Traceback (most recent call last):\n  x\n"
BROKEN_FILE = "DatabaseError: file is not a database\n"


@pytest.mark.parametrize(
    ("output", "reason"),
    [
        (f"{BEGIN}sqlite3.{BROKEN_FILE}\n{BEGIN}django.db.utils.{BROKEN_FILE}", "file is not a database"),
        (f"{BEGIN}PermissionError: [Errno 13] Permission denied\n", "[Errno 13] Permission denied"),
        (f"{BEGIN}KeyError: 'a'\n", ""),
        ("one line of a command\n", ""),
    ],
)
def test_the_reason_is_the_last_line_of_the_last_traceback(output: str, reason: str) -> None:
    assert launcher.exception_of(output) == reason


def test_an_older_python_could_read_the_whole_file() -> None:
    """It has to get as far as the sentence; grammar newer than 3.7 would stop it with a SyntaxError."""
    ast.parse((ROOT / "portal").read_text(), feature_version=(3, 7))
