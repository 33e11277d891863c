"""The portal as a Django app: it has no models, only checks of how it is deployed."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps

from usce_portal.checks import register_checks


class PortalConfig(AppConfig):
    """Registers the deployment checks."""

    name = "usce_portal"
    verbose_name = "Portal"

    def ready(self) -> None:
        """Register them once the settings are there."""
        register_checks()


class PortalAdminConfig(admin_apps.AdminConfig):
    """Django's admin with the curators' start page."""

    default = False  # the portal itself is the other one
    default_site = "programs.curation.admin.site.PortalAdminSite"
