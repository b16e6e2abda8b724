from django.urls import include, path

from inbox.views import chosen, home, month, notices, settings, todos, webhooks

inbox = [
    path("todos/", todos.todos, name="todos"),
    path("todos/chosen/", chosen.chosen, name="chosen"),
    path("todos/month/", month.month, name="month"),
    path("todos/day/", month.day, name="day"),
    path("todos/<int:todo_id>/claim/", todos.claim, name="claim"),
    path("todos/<int:todo_id>/release/", todos.release, name="release"),
    path("todos/<int:todo_id>/finish/", todos.finish, name="finish"),
    path("todos/<int:todo_id>/undo/", todos.undo, name="undo"),
    path("todos/<int:todo_id>/hand-over/", chosen.hand_over, name="hand_over"),
    path("notices/", notices.notices, name="notices"),
    path("notices/read/", notices.read_all, name="read_all"),
    path("notices/<int:notice_id>/", notices.notice, name="notice"),
    path("notices/settings/", settings.settings, name="settings"),
    path("notices/digests/<int:digest_id>/", settings.digest, name="digest"),
    path("webhooks/", webhooks.webhooks, name="webhooks"),
    path("webhooks/<int:pk>/", webhooks.webhook, name="webhook"),
]

urlpatterns = [
    path("", home.home, name="home"),
    path("", include((inbox, "inbox"))),
]
