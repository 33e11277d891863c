"""What a view of an applicant's own pages is given."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django_htmx.middleware import HtmxDetails

from applicants.profile.models import Applicant, User

Route = ParamSpec("Route")  # what an address gives a view beside the request


class ApplicantRequest(HttpRequest):
    """A request of somebody with an account: ``applicant_required`` makes sure of it."""

    applicant: Applicant
    user: User
    htmx: HtmxDetails


ApplicantView = Callable[Concatenate[ApplicantRequest, Route], HttpResponseBase]
View = Callable[Concatenate[HttpRequest, Route], HttpResponseBase]
