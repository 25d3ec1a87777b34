"""The editions of content that were loaded."""

from django.db import models


class ContentVersion(models.Model):
    """An edition of content that this database has loaded or used, with the checksum of its folder."""

    kind = models.CharField(max_length=40)
    code = models.CharField(max_length=80)
    version = models.CharField(max_length=40)
    checksum = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "code", "version"], name="content_version_once")]

    def __str__(self) -> str:
        return f"{self.kind}/{self.code}/{self.version}"
