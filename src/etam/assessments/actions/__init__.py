"""Every write of this room: one transaction, one journal entry, `by` a person."""

from etam.assessments.actions.attaching import attach
from etam.assessments.actions.auditing import (
    answer_irregularity,
    change_irregularity,
    discuss,
    draw_sample,
    drawn,
    drop_irregularity,
    present,
    record_sample,
    unanswered_irregularities,
    write_irregularity,
)
from etam.assessments.actions.certificates import (
    OldCertificate,
    register_certificate,
    register_certificates,
    revoke_certificate,
)
from etam.assessments.actions.checking import check, deliver, send_back
from etam.assessments.actions.determining import ask_reopening, decide_reopening, determine
from etam.assessments.actions.documents import make_document
from etam.assessments.actions.history import OldFinding, OldResult, import_results
from etam.assessments.actions.planning import (
    AuditObject,
    add_objects,
    assign_team,
    change_edition,
    change_programme,
    close_programme,
    create_programme,
    declare_intent,
    schedule_visit,
    start,
    withdraw,
)
from etam.assessments.actions.prefilling import prefill
from etam.assessments.actions.reminding import Reminded, send_reminders
from etam.assessments.actions.sheets import (
    evidence_obstacles,
    finish_scoring,
    hand_in,
    obstacles,
    open_obstacles,
    restore,
    resume_scoring,
    save_sheet,
    take_back,
)

__all__ = [
    "AuditObject",
    "OldCertificate",
    "OldFinding",
    "OldResult",
    "Reminded",
    "add_objects",
    "answer_irregularity",
    "ask_reopening",
    "assign_team",
    "attach",
    "change_edition",
    "change_irregularity",
    "change_programme",
    "check",
    "close_programme",
    "create_programme",
    "decide_reopening",
    "declare_intent",
    "deliver",
    "determine",
    "discuss",
    "draw_sample",
    "drawn",
    "drop_irregularity",
    "evidence_obstacles",
    "finish_scoring",
    "hand_in",
    "import_results",
    "make_document",
    "obstacles",
    "open_obstacles",
    "prefill",
    "present",
    "record_sample",
    "register_certificate",
    "register_certificates",
    "restore",
    "resume_scoring",
    "revoke_certificate",
    "save_sheet",
    "schedule_visit",
    "send_back",
    "send_reminders",
    "start",
    "take_back",
    "unanswered_irregularities",
    "withdraw",
    "write_irregularity",
]
