"""The copy of their data that a person asks for, as a workbook: people read it, programs can too."""

from etam.web.formats import day, moment
from etam.web.tables import Sheet, write_xlsx
from etam.workforce.persons import FIELDS
from etam.workforce.queries.personal_data import Copy
from etam.workforce.rules import level_name, position_name

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(copy: Copy) -> bytes:
    """Four sheets: the data, the posts, the requests for correction, and who did or read what and when."""
    person = copy.person
    data = [
        (FIELDS["name"].capitalize(), person.name),
        (FIELDS["nip"], person.nip),
        (FIELDS["born_on"].capitalize(), day(person.born_on)),
        ("Salinan dibuat", moment(copy.made_at)),
    ]
    posts = [
        (
            position_name(one.position),
            level_name(one.level),
            one.office.name,
            day(one.appointed_on),
            day(one.ended_on) if one.ended_on else "",
            one.get_end_reason_display() if one.end_reason else "",
            one.certificate,
        )
        for one in copy.posts
    ]
    requests = [
        (
            moment(one.asked_at),
            text,
            moment(one.due_at),
            moment(one.settled_at) if one.settled_at else "belum dijawab",
            one.get_outcome_display() if one.outcome else "",
            one.answer,
        )
        for one, text in copy.requests
    ]
    entries = [(moment(one.at), one.by.name if one.by else "Etam", one.summary) for one in copy.entries]
    sheets = [
        Sheet("Data", ("Isian", "Isi"), data),
        Sheet("Jabatan", ("Jabatan", "Jenjang", "Kantor", "Sejak", "Sampai", "Alasan", "Sertifikat"), posts),
        Sheet("Permintaan pembetulan", ("Disampaikan", "Isi", "Batas", "Dijawab", "Hasil", "Jawaban"), requests),
        Sheet("Riwayat", ("Waktu", "Oleh", "Apa"), entries),
    ]
    return write_xlsx(sheets, sample=any(one.is_sample for one in copy.posts))
