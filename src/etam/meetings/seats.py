"""Who speaks in a meeting: an officer, a participant with an account, or the holder of an invitation."""

from dataclasses import dataclass

from django.urls import reverse

from etam.accounts.models import User
from etam.meetings.models import Meeting, Participant


@dataclass(frozen=True)
class Seat:
    """A person's place in the drafting of a meeting. Without an account there is a `token` instead of a `user`.

    Whoever neither organises nor takes part only reads; `reads` opens the other pages of meetings at the desk.
    """

    meeting: Meeting
    user: User | None = None
    participant: Participant | None = None
    organises: bool = False
    reads: bool = False
    token: str = ""

    @property
    def speaks(self) -> bool:
        """May propose and comment."""
        return self.organises or self.participant is not None

    @property
    def drafts(self) -> bool:
        """May word, order, merge and withdraw: the drafting team and the organisers."""
        return self.organises or (self.participant is not None and self.participant.part == Participant.Part.DRAFTER)

    def address(self, name: str, *args: object) -> str:
        """The page of this name as this person reaches it: at the desk, or under the own invitation."""
        if self.token:
            return reverse(f"invited-{name}", args=[self.token, *args])
        return reverse(f"meetings:{name}", args=[self.meeting.code, *args])

    def wrote(self, record: object) -> bool:
        """Whether a point or a comment is this person's own."""
        if self.participant is not None and getattr(record, "participant_id", None) == self.participant.pk:
            return True
        return self.user is not None and getattr(record, "by_id", None) == self.user.pk
