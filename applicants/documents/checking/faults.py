"""Why a file is refused."""

from django.core.exceptions import ValidationError

BROKEN = "This file is damaged or is not what its name says. Open it on your computer and save it again."
HIDDEN = "Something else is hidden in this file. Save it again as a PDF, or take a new photo."
ACTIVE = "This file holds a script or starts other programs. Print it to a new PDF and upload that."


class RefusedError(ValidationError):
    """A file that is not taken, with what to do instead."""
