from django.urls import include, path

from inbox import views

todos = [
    path("", views.todos, name="todos"),
    path("<int:todo_id>/claim/", views.claim, name="claim"),
    path("<int:todo_id>/finish/", views.finish, name="finish"),
]

urlpatterns = [
    path("", views.home, name="home"),
    path("todos/", include((todos, "inbox"))),
]
