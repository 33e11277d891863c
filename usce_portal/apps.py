"""The portal as a Django app: it has no models, only checks of how it is deployed."""

from django.apps import AppConfig

from usce_portal.checks import register_checks


class PortalConfig(AppConfig):
    """Registers the deployment checks."""

    name = "usce_portal"
    verbose_name = "Portal"

    def ready(self) -> None:
        """Register them once the settings are there."""
        register_checks()
