"""Addresses of allauth, with our own pages between sign-up and first log-in."""

from allauth.account import urls as allauth_urls
from django.urls import include, path, re_path

from applicants.profile import account_views

OWN = [
    path("confirm-email/", account_views.verification_sent, name="account_email_verification_sent"),
    path("confirm-email/again/", account_views.verification_again, name="account_verification_again"),
    re_path(
        r"^confirm-email/(?P<key>[-:\w]+)/$",
        account_views.ConfirmEmailView.as_view(),
        name="account_confirm_email",
    ),
]
OWN_NAMES = {route.name for route in OWN}

urlpatterns = [
    *OWN,
    *(route for route in allauth_urls.urlpatterns if route.name not in OWN_NAMES),
    path("2fa/", include("allauth.mfa.urls")),
    path("sessions/", account_views.SessionListView.as_view(), name="usersessions_list"),
]
