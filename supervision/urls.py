from django.urls import path

from supervision import views

app_name = "supervision"
urlpatterns = [
    path("supervision/", views.queue, name="queue"),
    path("supervision/<int:flag_id>/preview/", views.preview, name="preview"),
    path("supervision/<int:flag_id>/decide/", views.decide, name="decide"),
]
