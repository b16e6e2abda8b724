from django.urls import path

from documents.views import attachments

app_name = "documents"
urlpatterns = [
    path("files/<str:subject_type>/<int:subject_id>/new/", attachments.attach, name="attach"),
    path("files/<int:pk>/", attachments.attachment_file, name="attachment_file"),
    path("files/<int:pk>/remove/", attachments.attachment_remove, name="attachment_remove"),
]
