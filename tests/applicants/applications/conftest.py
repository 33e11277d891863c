"""What tests of applications share: a private folder of their own, for files that go along."""

from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture
def private_dir(settings: Settings, tmp_path: Path) -> Path:
    """Keep this test's files in a folder of its own."""
    settings.PRIVATE_DIR = tmp_path / "private"
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "uploads"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir()
    return settings.PRIVATE_DIR / "files"
