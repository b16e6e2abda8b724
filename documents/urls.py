from django.urls import path

from documents.views import (
    attachments,
    checking,
    drafting,
    numbering,
    papers,
    received,
    registers,
    signing,
)

app_name = "documents"
urlpatterns = [
    path("papers/issued/", registers.register, name="register"),
    path("papers/issued/print/", registers.register_print, name="register_print"),
    path("papers/issued/numbers/<int:pk>/", numbering.numbers, name="numbers"),
    path(
        "papers/issued/numbers/<int:pk>/<str:kind>/",
        numbering.continue_series,
        name="continue_series",
    ),
    path("papers/received/", received.received, name="received"),
    path("papers/received/sign-for/", received.sign_for_chosen, name="sign_for_chosen"),
    path("papers/deliveries/<int:delivery_id>/sign-for/", received.sign_for, name="sign_for"),
    path("papers/check/", checking.check, name="check"),
    path("papers/new/<str:subject_type>/<int:subject_id>/", drafting.new, name="new"),
    path("papers/<int:pk>/", papers.paper, name="paper"),
    path("papers/<int:pk>/draft/", drafting.draft, name="draft"),
    path("papers/<int:pk>/autosave/", drafting.autosave, name="autosave"),
    path("papers/<int:pk>/discard/", drafting.discard, name="discard"),
    path("papers/<int:pk>/preview/", signing.preview, name="preview"),
    path("papers/<int:pk>/preview.pdf", signing.preview_pdf, name="preview_pdf"),
    path("papers/<int:pk>/sign/", signing.sign, name="sign"),
    path("papers/<int:pk>/file.<str:form>", papers.paper_file, name="paper_file"),
    path("papers/<int:pk>/void/", papers.void, name="void"),
    path("papers/<int:pk>/amend/", papers.amend, name="amend"),
    path(
        "papers/<int:pk>/deliveries/<int:delivery_id>/withdraw/", papers.withdraw, name="withdraw"
    ),
    path("files/<str:subject_type>/<int:subject_id>/new/", attachments.attach, name="attach"),
    path("files/<int:pk>/", attachments.attachment_file, name="attachment_file"),
    path("files/<int:pk>/remove/", attachments.attachment_remove, name="attachment_remove"),
]
