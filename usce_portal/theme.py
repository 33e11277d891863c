"""Light, dark, or what the system says: remembered in a cookie, because visitors choose too."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from applicants.applications.redirects import safe_next_url

COOKIE = "theme"
COOKIE_SECONDS = 365 * 24 * 3600
SYSTEM = "system"
# What a phone paints around the page: --surface of static/css/portal.css.
COLORS = {"light": "#ffffff", "dark": "#182127"}
LABELS = {SYSTEM: "System", "light": "Light", "dark": "Dark"}


class ThemeForm(forms.Form):
    """The switch in the foot of every page."""

    theme = forms.ChoiceField(choices=list(LABELS.items()))


def theme_of(request: HttpRequest) -> str:
    """The theme that this browser chose; "" follows the system."""
    theme = request.COOKIES.get(COOKIE, "")
    return theme if theme in COLORS else ""


def theme_context(request: HttpRequest) -> dict[str, Any]:
    """Give ``base.html`` the theme, the switch's buttons, and the colors with their media queries."""
    theme = theme_of(request)
    by_system = [(color, f"(prefers-color-scheme: {name})") for name, color in COLORS.items()]
    return {
        "theme": theme,
        "themes": [(value, label, value == (theme or SYSTEM)) for value, label in LABELS.items()],
        "theme_colors": [(COLORS[theme], "all")] if theme else by_system,
    }


# Another site could only change colors with it, and a token would set a cookie for every reader of a page.
@csrf_exempt
@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Remember a theme and go back to the page."""
    response = redirect(safe_next_url(request, reverse("programs:home")))
    form = ThemeForm(request.POST)
    if not form.is_valid():
        return response
    if form.cleaned_data["theme"] == SYSTEM:
        response.delete_cookie(COOKIE, samesite="Lax")
    else:
        response.set_cookie(
            COOKIE,
            form.cleaned_data["theme"],
            max_age=COOKIE_SECONDS,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response
