"""A table that only the tests of the encrypted field know."""

from django.db import models

from core.fields import EncryptedTextField


class Secret(models.Model):
    number = EncryptedTextField(null=True)
    other = models.TextField(default="")

    class Meta:
        app_label = "core"
