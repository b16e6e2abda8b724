from importlib import import_module

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"

    def ready(self) -> None:
        import_module("cases.wiring").connect()
        import_module("cases.reference")
        import_module("cases.importing.wiring").register()
        import_module("cases.exporting.wiring").register()
