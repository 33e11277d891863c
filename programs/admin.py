"""Index of the advisors' admin: what is curated, and on which page."""

from django.contrib import admin

from programs import models
from programs.curation.admin import vocabulary_admin as vocabulary
from programs.curation.admin.program_admin import ProgramAdmin
from programs.curation.feedback.admin import HostProposalAdmin, ReportAdmin

admin.site.register(models.Program, ProgramAdmin)
admin.site.register(models.Report, ReportAdmin)
admin.site.register(models.HostProposal, HostProposalAdmin)
admin.site.register(models.Host, vocabulary.HostAdmin)
admin.site.register(models.Provider, vocabulary.ProviderAdmin)
admin.site.register(models.Specialty, vocabulary.SpecialtyAdmin)
admin.site.register(models.Requirement, vocabulary.RequirementAdmin)
admin.site.register(models.Term, vocabulary.TermAdmin)
admin.site.register(models.Resource, vocabulary.ResourceAdmin)
admin.site.register(models.StateRule, vocabulary.StateRuleAdmin)
