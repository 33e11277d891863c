"""What a person's browser sends from a public form, some seconds after it was shown."""

import datetime
from typing import Any

from django.utils import timezone

from programs.feedback.public_form import stamp_at


def typed(*, seconds: float = 10, **values: Any) -> dict[str, Any]:
    shown = timezone.now() - datetime.timedelta(seconds=seconds)
    return {"shown_at": stamp_at(shown), "fax_number": ""} | values
