"""Series of other offices, such as IPM and poverty, imported with their source."""

from django.conf import settings
from django.db import models

from etam.institutions.models import Region

USER = settings.AUTH_USER_MODEL


class SeriesFile(models.Model):
    """One import of a series: who published it, where and when it was read. A later one replaces it, never edits it."""

    series = models.CharField("deret", max_length=40)
    label = models.CharField("nama", max_length=200)
    unit = models.CharField("satuan", max_length=60)
    more_is = models.CharField(
        "makin besar", max_length=6, choices=[("better", "Makin baik"), ("worse", "Makin buruk"), ("none", "Netral")]
    )
    publisher = models.CharField("penerbit", max_length=200)
    source = models.CharField("sumber", max_length=300)
    fetched_on = models.DateField("diambil pada")
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    replaced_at = models.DateTimeField(null=True)
    is_sample = models.BooleanField("data contoh", default=False)

    class Meta:
        ordering = ["series", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["series"], condition=models.Q(replaced_at=None), name="series_file_one_stands"
            )
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.publisher})"


class SeriesValue(models.Model):
    """The value of a region in a year."""

    file = models.ForeignKey(SeriesFile, on_delete=models.CASCADE, related_name="values")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("tahun")
    value = models.FloatField("nilai")

    class Meta:
        ordering = ["file", "region", "year"]
        constraints = [models.UniqueConstraint(fields=["file", "region", "year"], name="series_value_once")]

    def __str__(self) -> str:
        return f"{self.region} {self.year}: {self.value}"
