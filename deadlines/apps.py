from importlib import import_module

from django.apps import AppConfig

from core.reference import register


class DeadlinesConfig(AppConfig):
    name = "deadlines"

    def ready(self) -> None:
        register("deadlines", import_module("deadlines.reference").load)
