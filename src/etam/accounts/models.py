"""People who sign in, and the journal of what they did."""

from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class UserManager(BaseUserManager["User"]):
    """Makes people; an address is kept in lower case, so that it exists once."""

    def create_user(self, email: str, *, name: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), name=name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person who signs in with an e-mail address. What the person may do follows from memberships."""

    email = models.EmailField("alamat surel", unique=True)
    name = models.CharField("nama", max_length=200)
    is_active = models.BooleanField("aktif", default=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    is_sample = models.BooleanField("data contoh", default=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split()[0] if self.name else self.email


class JournalEntry(models.Model):
    """One thing that somebody did. Entries are added, never changed."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    action = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=60)
    summary = models.TextField()
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["subject_kind", "subject_id", "-id"], name="journal_subject")]

    def __str__(self) -> str:
        return self.summary


class Pass(models.Model):
    """A signed link for somebody without an account: one purpose, one subject, until a day, by name.

    Only the SHA-256 of the token is kept. `subject` is the key of the record it opens. `used_at` closes a pass that
    serves once.
    """

    purpose = models.CharField(max_length=40)
    subject = models.CharField(max_length=80)
    token_sha256 = models.CharField(max_length=64, unique=True)
    holder = models.CharField("pemegang", max_length=200)
    email = models.EmailField("alamat surel", blank=True)
    serves_once = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["purpose", "subject"], name="pass_subject")]

    def __str__(self) -> str:
        return f"{self.holder}: {self.purpose} {self.subject}"
