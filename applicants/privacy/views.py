"""The front page of an account, its data to take away, and its deletion."""

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from applicants.privacy.deletion_list import deletion_lines
from applicants.privacy.erasing import erase
from applicants.privacy.exporting import export_zip
from applicants.privacy.forms import AccountDeleteForm
from applicants.profile.decorators import applicant_required
from applicants.profile.rate_limits import EXPORTS, limit_downloads
from applicants.profile.requests import ApplicantRequest


@require_safe
@applicant_required
def account(request: ApplicantRequest) -> TemplateResponse:
    """Show where each setting of the account is."""
    shown = {"section": "account", "has_second_step": is_mfa_enabled(request.user)}
    return TemplateResponse(request, "applicants/privacy/account.html", shown)


@require_safe
@never_cache
@applicant_required
@limit_downloads(EXPORTS, "applicants:account")
def data_export(request: ApplicantRequest) -> HttpResponse | FileResponse:
    """Send everything of the account as a zip."""
    name = f"usce-portal-my-data-{timezone.localdate():%Y-%m-%d}.zip"
    if request.method == "HEAD":
        return HttpResponse(content_type="application/zip")
    return FileResponse(
        export_zip(request.user), as_attachment=True, filename=name, content_type="application/zip"
    )


@sensitive_post_parameters("proof")
@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
def account_delete(request: ApplicantRequest) -> TemplateResponse | HttpResponseRedirect:
    """Say what will go, ask for proof, and delete the account; an advisor's is closed by a superuser."""
    form = AccountDeleteForm(request.POST or None, user=request.user)
    if request.method == "POST" and not request.user.is_staff and form.is_valid():
        erase(request, request.user)
        messages.success(request, "Your account and everything in it are deleted.")
        return redirect("programs:home")
    shown = {"section": "account", "form": form, "deletion_lines": deletion_lines()}
    status = 403 if request.method == "POST" and request.user.is_staff else 200
    return TemplateResponse(request, "applicants/privacy/account_delete.html", shown, status=status)
