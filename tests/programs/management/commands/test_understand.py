"""Queries in, what they mean out."""

import io
import json

import pytest
from django.core.management import call_command

from programs.models import Specialty


@pytest.mark.django_db
def test_each_line_becomes_one_object(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Specialty.objects.create(name="Internal Medicine", slug="internal-medicine")
    lines = "IM observership  in NJ under $2000\nzebra été\n\nno research heart failure\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))
    call_command("understand")
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == [
        {
            "q": "IM observership in NJ under $2000",
            "filters": {
                "specialty": ["Internal Medicine"],
                "type": ["observership"],
                "state": ["NJ"],
                "price_max": ["2000"],
            },
            "rest": "",
        },
        {"q": "zebra été", "filters": {}, "rest": "zebra été"},
        {"q": "", "filters": {}, "rest": ""},
        {"q": "no research heart failure", "filters": {"not_type": ["research"]}, "rest": "heart failure"},
    ]
