from django.urls import path

from cases.views import correct, detail, entry, exports, facts, imports, listing, suggest

app_name = "cases"
urlpatterns = [
    path("cases/", listing.case_list, name="list"),
    path("cases/<int:pk>/", detail.case_detail, name="detail"),
    path("cases/<int:pk>/print/", detail.case_print, name="print"),
    path("cases/<int:pk>/reveal/", detail.case_reveal, name="reveal"),
    path("cases/<int:pk>/serve/", facts.fact_page, {"kind": "serve"}, name="serve"),
    path("cases/<int:pk>/close/", facts.fact_page, {"kind": "close"}, name="close"),
    path(
        "cases/<int:pk>/payments/new/",
        facts.fact_page,
        {"kind": "add_payment"},
        name="add_payment",
    ),
    path(
        "cases/<int:pk>/deferrals/new/",
        facts.fact_page,
        {"kind": "add_deferral"},
        name="add_deferral",
    ),
    path("cases/<int:pk>/steps/new/", facts.fact_page, {"kind": "add_step"}, name="add_step"),
    path(
        "cases/<int:pk>/remedies/new/",
        facts.fact_page,
        {"kind": "add_remedy"},
        name="add_remedy",
    ),
    path("cases/new/", entry.new, name="new"),
    path("cases/drafts/<uuid:pk>/", entry.draft, name="draft"),
    path("cases/drafts/<uuid:pk>/autosave/", entry.draft_autosave, name="draft_autosave"),
    path("cases/drafts/<uuid:pk>/check/", entry.draft_check, name="draft_check"),
    path("cases/drafts/<uuid:pk>/record/", entry.draft_record, name="draft_record"),
    path("cases/drafts/<uuid:pk>/discard/", entry.draft_discard, name="draft_discard"),
    path("cases/<int:pk>/correct/", correct.correct, name="correct"),
    path("cases/suggest/matters/", suggest.matters, name="suggest_matters"),
    path("cases/suggest/laws/", suggest.laws, name="suggest_laws"),
    path("cases/suggest/officers/", suggest.officers, name="suggest_officers"),
    path("cases/suggest/agencies/", suggest.agencies, name="suggest_agencies"),
    path("imports/", imports.imports, name="imports"),
    path("imports/template/", imports.import_template, name="import_template"),
    path("imports/<int:pk>/", imports.import_session, name="import_session"),
    path("imports/<int:pk>/commit/", imports.import_commit, name="import_commit"),
    path("imports/<int:pk>/report/", imports.import_report, name="import_report"),
    path("exports/", exports.exports, name="exports"),
    path("exports/new/", exports.export_new, name="export_new"),
    path("exports/<int:pk>/file/", exports.export_file, name="export_file"),
    path("exports/<int:pk>/discard/", exports.export_discard, name="export_discard"),
]
