"""Every address of the portal starts here."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path
from django.views.decorators.cache import cache_control
from django.views.generic import RedirectView, TemplateView

from programs.curation.statistics.views import statistics_view
from programs.sitemaps import SITEMAPS
from usce_portal import health
from usce_portal.theme import set_theme

# One log-in for everybody, with its limits and its second step.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign] # allauth's own way

urlpatterns = [
    path(
        "admin/password_change/",
        RedirectView.as_view(pattern_name="account_change_password"),
        name="admin_password",
    ),
    path("admin/reports/", statistics_view, name="admin_reports"),
    path("admin/programs/import/", include("programs.curation.spreadsheet.urls")),
    path("admin/review/", include("programs.curation.review.urls")),
    path("admin/", admin.site.urls),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path(
        "robots.txt",
        cache_control(max_age=86400)(
            TemplateView.as_view(template_name="robots.txt", content_type="text/plain")
        ),
        name="robots",
    ),
    path("theme/", set_theme, name="theme"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("accounts/", include("applicants.profile.account_urls")),
    path("", include("applicants.urls")),
    path("", include("programs.urls")),
]

handler404 = "usce_portal.errors.not_found"
handler500 = "usce_portal.errors.server_error"
