"""How often visitors may write to the curators: by network and by account (``ACCOUNT_RATE_LIMITS``)."""

from allauth.core.ratelimit import consume
from django.http import HttpRequest

TOO_MANY = "There were too many messages in a short time. Wait ten minutes, then send it again."


def may_write(request: HttpRequest) -> bool:
    """Count one message; return whether it is within the limits."""
    is_within = consume(request, action="feedback", key="everybody")
    if request.user.is_authenticated:
        return is_within and consume(request, action="feedback_account")
    return is_within
