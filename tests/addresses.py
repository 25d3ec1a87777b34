"""Every address of Etam, and who may open it.

The world of the walk: a village library of Kutai Timur has a draft return in an open round; "operator" and "verifier"
work on it, "neighbour" and "outsider" are operator and verifier of Bontang. "auditee" answers for an office of Kutai
Timur that "auditor" scores; "assessor" is in no team. "partner" is of Disdikbud, "dpmpd", "bkd", "biro" (Biro
Organisasi) and "bappeda" are partners of those agencies. The library's accreditation is being checked. `opens` is about
GET, `sends` about POST; whoever is not named is refused, finds nothing, or is led to sign in.
"""

from dataclasses import dataclass, field


def roles(names: str) -> frozenset[str]:
    """The roles written with spaces between them."""
    return frozenset(names.split())


EVERYBODY = roles(
    """
    stranger operator neighbour auditee verifier outsider officer observer assessor auditor administrator
    partner dpmpd bkd biro bappeda
    """
)
SIGNED_IN = EVERYBODY - {"stranger"}
NOBODY = roles("")
OPERATOR, OFFICER, ADMINISTRATOR = roles("operator"), roles("officer"), roles("administrator")
READERS = roles("operator verifier officer observer")
# DPMPD reads what village libraries report, as Disdikbud reads what school libraries do.
RETURN_READERS = READERS | {"dpmpd"}
AUDIT_READERS = roles("auditee auditor verifier officer observer")
AUDIT_MANAGERS = roles("verifier officer")
AUDIT_WRITERS = roles("auditee auditor")
PLANNERS = roles("verifier outsider officer")
VERIFIERS = roles("verifier outsider")
ACCREDITERS = roles("operator neighbour auditee verifier outsider officer")
ACCREDITED = ACCREDITERS | {"observer"}
EVIDENCE_READERS = roles("operator neighbour auditee verifier outsider officer observer")
OUTREACH_READERS = EVIDENCE_READERS
OUTREACH_OVERSEERS = roles("verifier outsider officer observer")
FLAG_READERS = roles("verifier outsider officer observer")
SERIES_IMPORTERS = roles("officer bappeda")
DESK_READERS = roles("verifier outsider officer observer")
ORGANISERS = roles("verifier officer")
BODY_KEEPERS = roles("verifier outsider officer partner dpmpd")
BODY_READERS = roles("verifier outsider officer observer partner dpmpd bappeda")
KEEPERS = roles("officer observer")
WORKLOAD_KEEPERS = roles("operator verifier officer")
WORKLOAD_READERS = WORKLOAD_KEEPERS | roles("observer bkd biro")
WORKLOAD_LISTS = WORKLOAD_READERS | roles("neighbour auditee outsider")
PARTNERS = roles("partner dpmpd bkd biro bappeda")
OPERATORS = roles("operator neighbour auditee")
POST_READERS = roles("operator neighbour auditee verifier outsider officer observer") | PARTNERS
PROPOSAL_READERS = roles("operator verifier officer observer")
MEETING_READERS = roles("operator neighbour auditee verifier outsider officer observer") | PARTNERS
PROGRAMME_READERS = roles("operator neighbour auditee verifier outsider officer observer bappeda")
OFFICE_READERS, OFFICE_KEEPERS = roles("auditee verifier officer observer bappeda"), roles("auditee officer bappeda")
OFFICE_OF_A_YEAR: dict[str, str | int] = {"code": "K-1", "year": 2026}
FOLLOWERS = roles("operator neighbour auditee verifier outsider officer observer")
OVERSEERS = roles("verifier outsider officer observer administrator")
# Who may open what names a holder of a post: the operator of the office, and BKD.
OPENERS = roles("operator bkd")
RECORDERS = roles("operator neighbour auditee bkd")
HOLDER_COUNTERS = roles("operator neighbour auditee verifier outsider officer observer bkd biro")
MONEY_READERS = roles("verifier outsider officer observer partner dpmpd bappeda")
MONEY_KEEPERS = roles("verifier outsider officer partner dpmpd")
MONEY_OF_SCHOOL = roles("operator verifier officer observer partner bappeda")
KEEPERS_OF_SCHOOL = roles("verifier officer partner")


@dataclass(frozen=True)
class Address:
    """One named address, what stands in it, and who may open it or send something to it."""

    name: str
    opens: frozenset[str] = NOBODY
    sends: frozenset[str] = NOBODY
    fill: dict[str, str | int] = field(default_factory=dict)


def public(address: str, /, **fill: str | int) -> Address:
    """A page for everybody; a search form may be sent to it as well."""
    return Address(address, EVERYBODY, EVERYBODY, fill)


def file(address: str, /, **fill: str | int) -> Address:
    """A download for everybody."""
    return Address(address, EVERYBODY, NOBODY, fill)


METHOD = {"code": "reading-culture-and-information-literacy", "version": "2026.1"}
REGULATION = {"code": "UU-43-2007"}

ADDRESSES = (
    public("home"),
    public("ranking"),
    public("release", code="items-2024-1"),
    file("release-zip", code="items-2024-1"),
    file("release-folder", code="items-2024-1"),
    file("release-file", code="items-2024-1", name="manifest.json"),
    public("archives"),
    public("accreditation"),
    public("bodies"),
    file("bodies-file"),
    public("formation"),
    file("formation-file"),
    public("programmes"),
    file("programmes-file"),
    public("regencies"),
    public("regency", code="64.08"),
    public("directory"),
    public("library", code="L-1"),
    public("methods"),
    public("method", **METHOD),
    file("method-file", name="method.yml", **METHOD),
    public("instrument", code="library-return", version="2026.1"),
    public("regulations"),
    file("regulations-file"),
    public("regulation-map"),
    public("regulation", code="UU-43-2007"),
    file("regulation-file", code="UU-43-2007"),
    public("meetings"),
    public("meeting", code="meeting"),
    file("meeting-document", code="meeting"),
    public("regulation-article", code="UU-43-2007", article="23(6)"),
    file("progress-report", code="rakornis-2020"),
    public("confusions"),
    public("confusion", key="school-library-share"),
    public("help"),
    public("help-role", role="petugas"),
    public("accessibility"),
    public("privacy"),
    public("schedule"),
    public("corrections"),
    public("about-data"),
    public("search"),
    public("components"),
    Address("desk", SIGNED_IN, SIGNED_IN),
    Address("journal", ADMINISTRATOR, ADMINISTRATOR),
    Address("people", ADMINISTRATOR, ADMINISTRATOR),
    Address("person", ADMINISTRATOR, ADMINISTRATOR, {"pk": "person"}),
    Address("person-activate", NOBODY, ADMINISTRATOR, {"pk": "person"}),
    Address("person-invite", NOBODY, ADMINISTRATOR, {"pk": "person"}),
    Address("membership-end", NOBODY, ADMINISTRATOR, {"pk": "membership"}),
    Address("submissions:mine", SIGNED_IN, SIGNED_IN),
    Address("submissions:overview", RETURN_READERS, RETURN_READERS, {"pk": "submission"}),
    Address("submissions:section", OPERATOR, OPERATOR, {"pk": "submission", "code": "collection"}),
    Address("submissions:review", OPERATOR, OPERATOR, {"pk": "submission"}),
    Address("submissions:receipt", OPERATOR, OPERATOR, {"pk": "submission"}),
    Address("submissions:withdraw", NOBODY, OPERATOR, {"pk": "submission"}),
    Address("submissions:revisions", RETURN_READERS, RETURN_READERS, {"pk": "submission"}),
    Address("submissions:restore", NOBODY, OPERATOR, {"pk": "submission", "number": 1}),
    Address("submissions:print", RETURN_READERS, RETURN_READERS, {"pk": "submission"}),
    Address("submissions:attach", OPERATOR, OPERATOR, {"pk": "submission"}),
    Address("submissions:evidence", roles("operator verifier officer"), NOBODY, {"pk": "submission", "code": "paper"}),
    Address("submissions:queue", VERIFIERS, VERIFIERS),
    Address("submissions:verify_many", NOBODY, VERIFIERS),
    Address("submissions:verify", roles("verifier"), roles("verifier"), {"pk": "submission"}),
    Address("submissions:decide", NOBODY, roles("verifier"), {"pk": "submission"}),
    Address("submissions:acceptance", OFFICER, OFFICER),
    Address("submissions:accept", OFFICER, OFFICER, {"pk": "submission"}),
    Address("submissions:accept_decide", NOBODY, OFFICER, {"pk": "submission"}),
    Address("submissions:reopen", NOBODY, OFFICER, {"pk": "submission"}),
    Address("submissions:completeness", OVERSEERS, OVERSEERS),
    Address("submissions:completeness_csv", OVERSEERS, OVERSEERS),
    Address("submissions:regency", OVERSEERS - {"outsider"}, OVERSEERS - {"outsider"}, {"code": "64.08"}),
    Address("submissions:rounds", OFFICER, OFFICER),
    Address("submissions:open_round", OFFICER, OFFICER),
    Address("submissions:round", OFFICER, OFFICER, {"code": "2025"}),
    Address("submissions:reschedule", NOBODY, OFFICER, {"code": "2025"}),
    Address("submissions:lock_round", NOBODY, OFFICER, {"code": "2025"}),
    Address("submissions:expect", NOBODY, OFFICER, {"code": "2025"}),
    Address(
        "exchange:institution_template",
        roles("operator verifier officer"),
        NOBODY,
        {"round_code": "2025", "institution": "L-1"},
    ),
    Address("exchange:regency_template", roles("verifier officer"), NOBODY, {"round_code": "2025", "code": "64.08"}),
    Address(
        "exchange:uploads",
        roles("operator neighbour auditee verifier outsider officer"),
        roles("operator neighbour auditee verifier outsider officer"),
    ),
    Address("exchange:upload", OPERATOR, NOBODY, {"pk": "upload"}),
    Address("exchange:confirm", NOBODY, OPERATOR, {"pk": "upload"}),
    Address("exchange:discard", NOBODY, OPERATOR, {"pk": "upload"}),
    Address("exchange:sheet_file", AUDIT_WRITERS, AUDIT_WRITERS, {"pk": "assessment"}),
    Address("exchange:sheet_template", AUDIT_WRITERS, NOBODY, {"pk": "assessment"}),
    Address("exchange:sheet_upload", roles("auditor"), NOBODY, {"pk": "sheet_upload"}),
    Address("exchange:confirm_sheet", NOBODY, roles("auditor"), {"pk": "sheet_upload"}),
    Address("exchange:discard_sheet", NOBODY, roles("auditor"), {"pk": "sheet_upload"}),
    Address("exchange:import", OFFICER, OFFICER),
    Address("exchange:returns_csv", OFFICER, NOBODY, {"round_code": "2025"}),
    Address("evidence:index", EVIDENCE_READERS),
    Address("evidence:attention", EVIDENCE_READERS),
    Address("evidence:library", READERS, NOBODY, {"institution": "L-1"}),
    Address("evidence:upload", OPERATOR, OPERATOR, {"institution": "L-1"}),
    Address("evidence:begin", NOBODY, OPERATOR, {"institution": "L-1"}),
    Address("evidence:part", NOBODY, OPERATOR, {"key": "incoming"}),
    Address("evidence:cancel", NOBODY, OPERATOR, {"key": "incoming"}),
    Address("evidence:evidence", READERS, NOBODY, {"code": "paper"}),
    Address("evidence:withdraw", NOBODY, OPERATOR, {"code": "paper"}),
    Address("evidence:correct", NOBODY, OPERATOR, {"code": "paper"}),
    Address("evidence:download", roles("operator verifier officer"), NOBODY, {"code": "paper"}),
    Address("workforce:holders", HOLDER_COUNTERS),
    Address("workforce:new_holder", RECORDERS, RECORDERS),
    Address("workforce:import_holders", RECORDERS, RECORDERS),
    Address("workforce:state_no_holder", NOBODY, OPENERS, {"code": "holder_office"}),
    Address("workforce:holder", OPENERS, NOBODY, {"pk": "holder"}),
    Address("workforce:read_holder", NOBODY, OPENERS, {"pk": "holder", "way": "perlihatkan"}),
    Address("workforce:change_holder", NOBODY, OPENERS, {"pk": "holder", "what": "jenjang"}),
    Address("workforce:settle_correction", NOBODY, OPENERS, {"pk": "correction"}),
    Address("workforce:projection", HOLDER_COUNTERS),
    Address("workforce:gap", HOLDER_COUNTERS),
    Address("meetings:index", MEETING_READERS),
    Address("meetings:new", OFFICER, OFFICER),
    Address("meetings:meeting", MEETING_READERS, NOBODY, {"code": "meeting"}),
    Address("meetings:edit", OFFICER, OFFICER, {"code": "meeting"}),
    Address("meetings:decide", NOBODY, OFFICER, {"code": "meeting"}),
    Address("meetings:agenda", OFFICER, OFFICER, {"code": "meeting"}),
    Address("meetings:people", OFFICER, OFFICER, {"code": "meeting"}),
    Address("meetings:people_csv", OFFICER, NOBODY, {"code": "meeting"}),
    Address("meetings:import", OFFICER, OFFICER, {"code": "meeting"}),
    Address("meetings:invite_all", NOBODY, OFFICER, {"code": "meeting"}),
    Address("meetings:participant", OFFICER, OFFICER, {"code": "meeting", "pk": "participant"}),
    Address("meetings:invite", NOBODY, OFFICER, {"code": "meeting", "pk": "participant"}),
    public("meeting-invitation", token="invitation"),
    public("meeting-attend", token="meeting_token"),
    file("meeting-material", token="invitation", pk="meeting_material"),
    Address("meetings:attendance", OFFICER, OFFICER, {"code": "meeting"}),
    Address("meetings:attendance_back", NOBODY, OFFICER, {"code": "meeting", "pk": "participant"}),
    Address("meetings:poster", OFFICER, NOBODY, {"code": "meeting"}),
    Address("meetings:materials", OFFICER, OFFICER, {"code": "meeting"}),
    Address("meetings:material", MEETING_READERS, NOBODY, {"code": "meeting", "pk": "meeting_material"}),
    Address("meetings:material_remove", NOBODY, OFFICER, {"code": "meeting", "pk": "meeting_material"}),
    Address("meetings:minutes", MEETING_READERS, NOBODY, {"code": "meeting"}),
    Address("meetings:minutes_write", OFFICER, OFFICER, {"code": "meeting"}),
    Address("meetings:minutes_version", MEETING_READERS, NOBODY, {"code": "meeting", "number": 1}),
    Address("meetings:part", OFFICER, OFFICER, {"code": "meeting", "pk": "part"}),
    Address("meetings:points", MEETING_READERS, OFFICER, {"code": "meeting"}),
    Address("meetings:point", MEETING_READERS, MEETING_READERS, {"code": "meeting", "pk": "point"}),
    Address("meetings:plenary", OFFICER, OFFICER, {"code": "meeting"}),
    Address("meetings:frame", OFFICER, OFFICER, {"code": "meeting"}),
    Address("meetings:signatories", OFFICER, OFFICER, {"code": "meeting"}),
    Address("meetings:documents", MEETING_READERS, OFFICER, {"code": "adopted"}),
    Address("meetings:plans", MEETING_READERS, NOBODY, {"code": "adopted"}),
    Address("meetings:plan", OFFICER, OFFICER, {"code": "adopted", "number": 1}),
    Address("meetings:carry", MEETING_READERS, NOBODY, {"code": "later"}),
    Address("meetings:document", MEETING_READERS, NOBODY, {"code": "adopted", "edition": 1}),
    public("invited-points", token="invitation"),
    public("invited-point", token="invitation", pk="point"),
    Address("followup:index", FOLLOWERS, NOBODY),
    Address("followup:csv", FOLLOWERS, NOBODY),
    Address("followup:print", FOLLOWERS, NOBODY),
    Address("followup:recommendation", READERS, NOBODY, {"code": "recommendation"}),
    Address("followup:respond", OPERATOR, OPERATOR, {"code": "recommendation"}),
    Address("followup:withdraw", NOBODY, OPERATOR, {"code": "recommendation"}),
    Address("followup:judge", roles("verifier officer"), roles("verifier officer"), {"code": "recommendation"}),
    Address("followup:steer", roles("verifier officer"), roles("verifier officer"), {"code": "recommendation"}),
    Address(
        "followup:evidence",
        roles("operator verifier officer"),
        NOBODY,
        {"code": "recommendation", "evidence": "paper"},
    ),
    Address("followup:links", roles("verifier officer"), roles("verifier officer"), {"code": "recommendation"}),
    Address("followup:revoke_link", NOBODY, roles("verifier officer"), {"code": "recommendation", "pk": "link"}),
    public("followup-answer", token="answer_token"),
    Address("workforce:workloads", WORKLOAD_LISTS),
    Address("workforce:start_workload", ACCREDITERS, ACCREDITERS),
    Address("workforce:workload", WORKLOAD_READERS, NOBODY, {"pk": "workload"}),
    Address("workforce:workload_history", WORKLOAD_READERS, NOBODY, {"pk": "workload"}),
    Address("workforce:workload_xlsx", WORKLOAD_READERS, NOBODY, {"pk": "workload"}),
    Address("workforce:workload_pdf", WORKLOAD_READERS, NOBODY, {"pk": "settled_workload"}),
    Address("workforce:settle_workload", NOBODY, OPERATOR, {"pk": "workload"}),
    Address("workforce:replace_workload", NOBODY, WORKLOAD_KEEPERS, {"pk": "settled_workload"}),
    Address("workforce:change_time", NOBODY, WORKLOAD_KEEPERS, {"pk": "workload"}),
    Address("workforce:discard_workload", NOBODY, WORKLOAD_KEEPERS, {"pk": "workload"}),
    Address("workforce:add_task", WORKLOAD_KEEPERS, WORKLOAD_KEEPERS, {"pk": "workload"}),
    Address("workforce:take_measured", WORKLOAD_KEEPERS, WORKLOAD_KEEPERS, {"pk": "workload"}),
    Address("workforce:import_tasks", WORKLOAD_KEEPERS, WORKLOAD_KEEPERS, {"pk": "workload"}),
    Address("workforce:edit_task", WORKLOAD_KEEPERS, WORKLOAD_KEEPERS, {"pk": "task"}),
    Address("workforce:remove_task", NOBODY, WORKLOAD_KEEPERS, {"pk": "task"}),
    Address("workforce:move_task", NOBODY, WORKLOAD_KEEPERS, {"pk": "task"}),
    Address("workforce:answer_moved", NOBODY, WORKLOAD_KEEPERS, {"pk": "task"}),
    Address("programmes:bodies", BODY_READERS, NOBODY),
    Address("programmes:bodies_csv", BODY_READERS, NOBODY),
    Address("programmes:body_list", BODY_READERS, NOBODY),
    Address("programmes:body_import", roles("officer partner"), roles("officer partner")),
    Address("programmes:body_preview", OFFICER, OFFICER, {"pk": "school_list"}),
    Address("programmes:body_discard", NOBODY, OFFICER, {"pk": "school_list"}),
    Address("programmes:body_review", BODY_KEEPERS, NOBODY),
    Address("programmes:body_decide", NOBODY, BODY_KEEPERS - {"outsider", "dpmpd"}, {"pk": "school_doubt"}),
    Address(
        "programmes:body_edit",
        BODY_KEEPERS - {"outsider", "dpmpd"},
        BODY_KEEPERS - {"outsider", "dpmpd"},
        {"kind": "school", "code": "school_body"},
    ),
    Address("programmes:activities", PROGRAMME_READERS),
    Address("programmes:activities_xlsx", PROGRAMME_READERS),
    Address("programmes:office_year", OFFICE_READERS, NOBODY, OFFICE_OF_A_YEAR),
    Address("programmes:office_year_xlsx", OFFICE_READERS, NOBODY, OFFICE_OF_A_YEAR),
    Address("programmes:activity_import", OFFICE_KEEPERS, OFFICE_KEEPERS, OFFICE_OF_A_YEAR),
    Address("programmes:code_lists", PROGRAMME_READERS),
    Address("programmes:code_list", PROGRAMME_READERS, NOBODY, {"code": "permendagri-90-2019"}),
    Address("programmes:import_codes", OFFICER, OFFICER),
    Address("programmes:store_codes", NOBODY, OFFICER),
    Address("programmes:mapping", PROGRAMME_READERS, OFFICER, {"code": "observed-after-2019"}),
    Address("programmes:settle_mapping", NOBODY, OFFICER, {"code": "observed-after-2019", "old": "budget_code"}),
    Address("programmes:activity_new", OFFICE_KEEPERS, OFFICE_KEEPERS, OFFICE_OF_A_YEAR),
    Address("programmes:activity_copy", NOBODY, OFFICE_KEEPERS, OFFICE_OF_A_YEAR),
    Address("programmes:activity", OFFICE_READERS, NOBODY, {"pk": "activity"}),
    Address("programmes:activity_edit", OFFICE_KEEPERS, OFFICE_KEEPERS, {"pk": "activity"}),
    Address("programmes:activity_report", NOBODY, OFFICE_KEEPERS, {"pk": "activity"}),
    Address("programmes:activity_evidence", OFFICE_KEEPERS, OFFICE_KEEPERS, {"pk": "activity"}),
    Address("programmes:activity_withdraw", NOBODY, OFFICE_KEEPERS, {"pk": "activity"}),
    Address("workforce:index", POST_READERS),
    Address("workforce:board_csv", POST_READERS),
    Address("workforce:proposals", POST_READERS),
    Address("workforce:start_proposal", OPERATORS, OPERATORS),
    Address("workforce:proposal", PROPOSAL_READERS | {"biro"}, NOBODY, {"pk": "posts"}),
    Address("workforce:proposal_pdf", PROPOSAL_READERS | {"biro"}, NOBODY, {"pk": "posts"}),
    Address("workforce:edit_proposal", OPERATOR, OPERATOR, {"pk": "posts_draft"}),
    Address("workforce:act", roles("biro"), roles("biro"), {"pk": "posts"}),
    Address("workforce:withdraw_proposal", NOBODY, OPERATOR, {"pk": "posts"}),
    Address("workforce:fill_proposal", NOBODY, roles("operator bkd"), {"pk": "posts_decided"}),
    Address("programmes:overview", PROGRAMME_READERS),
    Address("programmes:overview_file", PROGRAMME_READERS, NOBODY, {"ext": "csv"}),
    Address("programmes:key_indicators", PROGRAMME_READERS),
    Address("programmes:key_indicators_file", PROGRAMME_READERS, NOBODY, {"year": 2025}),
    Address("programmes:series_index", PROGRAMME_READERS),
    Address("programmes:series_import", SERIES_IMPORTERS, SERIES_IMPORTERS),
    Address("programmes:series", PROGRAMME_READERS, NOBODY, {"pk": "series"}),
    Address("programmes:body", BODY_READERS - {"outsider", "dpmpd"}, NOBODY, {"kind": "school", "code": "school_body"}),
    Address("programmes:money", MONEY_READERS),
    Address("programmes:money_csv", MONEY_READERS),
    Address("programmes:money_import", MONEY_KEEPERS, MONEY_KEEPERS),
    Address("programmes:body_money", MONEY_OF_SCHOOL, NOBODY, {"pk": "funded_body"}),
    Address("programmes:body_ceilings", KEEPERS_OF_SCHOOL, KEEPERS_OF_SCHOOL, {"pk": "funded_body"}),
    Address("programmes:record_money", KEEPERS_OF_SCHOOL, KEEPERS_OF_SCHOOL, {"pk": "funded_body"}),
    Address("programmes:institution_money", MONEY_OF_SCHOOL - {"bappeda"}, NOBODY, {"code": "L-2"}),
    Address("programmes:priority", MONEY_READERS),
    Address("programmes:priority_file", MONEY_READERS, NOBODY, {"kind": "csv"}),
    Address("programmes:help", MONEY_READERS),
    Address("programmes:plan", NOBODY, MONEY_KEEPERS),
    Address("programmes:withdraw_plan", KEEPERS_OF_SCHOOL, KEEPERS_OF_SCHOOL, {"pk": "help_plan"}),
    Address("programmes:register_library", KEEPERS_OF_SCHOOL, KEEPERS_OF_SCHOOL, {"pk": "help_plan"}),
    Address("programmes:note", KEEPERS_OF_SCHOOL, KEEPERS_OF_SCHOOL, {"pk": "funded_body"}),
    Address("programmes:withdraw_note", NOBODY, KEEPERS_OF_SCHOOL, {"pk": "body_note"}),
    Address("programmes:record_institution_money", KEEPERS_OF_SCHOOL, KEEPERS_OF_SCHOOL, {"code": "L-2"}),
    Address("obligations:index", KEEPERS),
    Address("obligations:obligation", KEEPERS, OFFICER, {"code": "tkm", "year": 2025}),
    Address("obligations:export", KEEPERS, NOBODY, {"code": "ms-ind", "year": 2025}),
    Address("obligations:delivered", KEEPERS, NOBODY, {"pk": "delivery", "part": "berkas"}),
    Address("obligations:withdraw", NOBODY, OFFICER, {"pk": "delivery"}),
    Address("regulations:index", DESK_READERS),
    Address("regulations:csv", DESK_READERS),
    Address("regulations:new", OFFICER, OFFICER),
    Address("regulations:regulation", DESK_READERS, NOBODY, REGULATION),
    Address("regulations:history", DESK_READERS, NOBODY, REGULATION),
    Address("regulations:edit", OFFICER, OFFICER, REGULATION),
    Address("regulations:check", OFFICER, OFFICER, REGULATION),
    Address("regulations:relate", OFFICER, OFFICER, REGULATION),
    Address("regulations:relation", OFFICER, OFFICER, {**REGULATION, "pk": "relation"}),
    Address("regulations:relation_withdraw", NOBODY, OFFICER, {**REGULATION, "pk": "relation"}),
    Address("regulations:relation_restore", NOBODY, OFFICER, {**REGULATION, "pk": "withdrawn_relation"}),
    Address("regulations:article_new", OFFICER, OFFICER, REGULATION),
    Address("regulations:article", OFFICER, OFFICER, {**REGULATION, "pk": "article"}),
    Address("regulations:file_new", OFFICER, OFFICER, REGULATION),
    Address("regulations:file", DESK_READERS, NOBODY, {**REGULATION, "pk": "text"}),
    Address("regulations:article_withdraw", NOBODY, OFFICER, {**REGULATION, "pk": "article"}),
    file("jdih-feed"),
    Address("regulations:flags", FLAG_READERS),
    Address("regulations:flags_csv", FLAG_READERS),
    Address("regulations:flag", FLAG_READERS, OFFICER, {"pk": "flag"}),
    Address("regulations:flag_reopen", OFFICER, OFFICER, {"pk": "decided_flag"}),
    Address("jdihn:import", OFFICER, OFFICER),
    Address("jdihn:upload", OFFICER, NOBODY, {"pk": "feed"}),
    Address("jdihn:take", NOBODY, OFFICER, {"pk": "feed"}),
    Address("jdihn:discard", NOBODY, OFFICER, {"pk": "feed"}),
    public("coming-events"),
    public("attend", token="token"),
    Address("outreach:index", OUTREACH_READERS),
    Address("outreach:csv", OUTREACH_READERS),
    Address("outreach:new", roles("verifier outsider officer"), roles("verifier outsider officer")),
    Address("outreach:coverage", DESK_READERS),
    Address("outreach:coverage_csv", DESK_READERS),
    Address("outreach:never", DESK_READERS),
    Address("outreach:effect", DESK_READERS),
    Address("outreach:event", READERS, NOBODY, {"code": "event"}),
    Address("outreach:edit", ORGANISERS, ORGANISERS, {"code": "event"}),
    Address("outreach:decide", NOBODY, ORGANISERS, {"code": "event"}),
    Address("outreach:poster", ORGANISERS, NOBODY, {"code": "event"}),
    Address("outreach:people", ORGANISERS, ORGANISERS, {"code": "event"}),
    Address("outreach:people_csv", ORGANISERS, NOBODY, {"code": "event"}),
    Address("outreach:import", ORGANISERS, ORGANISERS, {"code": "event"}),
    Address("outreach:entry", ORGANISERS, ORGANISERS, {"code": "event", "pk": "attendance"}),
    Address("outreach:materials", ORGANISERS, ORGANISERS, {"code": "event"}),
    Address("outreach:material", READERS, NOBODY, {"code": "event", "pk": "material"}),
    Address("outreach:material_remove", NOBODY, ORGANISERS, {"code": "event", "pk": "material"}),
    Address("assessments:mine", SIGNED_IN, SIGNED_IN),
    Address("assessments:overview", AUDIT_READERS, NOBODY, {"pk": "assessment"}),
    Address("assessments:start", NOBODY, AUDIT_MANAGERS, {"pk": "assessment"}),
    Address("assessments:withdraw", AUDIT_MANAGERS, AUDIT_MANAGERS, {"pk": "assessment"}),
    Address("assessments:edition", AUDIT_MANAGERS, AUDIT_MANAGERS, {"pk": "assessment"}),
    Address("assessments:determine", AUDIT_MANAGERS, AUDIT_MANAGERS, {"pk": "assessment"}),
    Address("assessments:ask_reopening", AUDIT_MANAGERS, AUDIT_MANAGERS, {"pk": "assessment"}),
    Address("assessments:decide_reopening", AUDIT_MANAGERS, AUDIT_MANAGERS, {"pk": "assessment"}),
    Address("assessments:print", AUDIT_READERS, NOBODY, {"pk": "assessment"}),
    Address("assessments:sheet", AUDIT_WRITERS, AUDIT_WRITERS, {"pk": "assessment"}),
    Address("assessments:section", AUDIT_WRITERS, AUDIT_WRITERS, {"pk": "assessment", "code": "records"}),
    Address("assessments:review", AUDIT_WRITERS, AUDIT_WRITERS, {"pk": "assessment"}),
    Address("assessments:take_back", NOBODY, AUDIT_WRITERS, {"pk": "assessment"}),
    Address("assessments:revisions", AUDIT_READERS, NOBODY, {"pk": "assessment"}),
    Address("assessments:restore", NOBODY, AUDIT_WRITERS, {"pk": "assessment", "number": 1}),
    Address("assessments:attach", roles("auditee"), roles("auditee"), {"pk": "assessment"}),
    Address(
        "assessments:evidence",
        AUDIT_READERS - {"observer"},
        NOBODY,
        {"pk": "assessment", "code": "audit_paper"},
    ),
    Address("assessments:moderation", AUDIT_READERS - {"auditee"}, roles("auditor"), {"pk": "assessment"}),
    Address("assessments:discuss", NOBODY, roles("auditor"), {"pk": "assessment", "element": "use"}),
    Address("assessments:programmes", SIGNED_IN, SIGNED_IN),
    Address("assessments:new_programme", PLANNERS, PLANNERS),
    Address("assessments:gnsta", PLANNERS | {"observer"}, PLANNERS | {"observer"}),
    Address(
        "assessments:comparison",
        roles("operator neighbour auditee verifier outsider officer observer"),
        roles("operator neighbour auditee verifier outsider officer observer"),
    ),
    Address("assessments:programme", AUDIT_READERS, AUDIT_MANAGERS, {"code": "programme"}),
    Address("assessments:change_programme", AUDIT_MANAGERS, AUDIT_MANAGERS, {"code": "programme"}),
    Address("assessments:add_objects", AUDIT_MANAGERS, AUDIT_MANAGERS, {"code": "programme"}),
    Address("assessments:close_programme", AUDIT_MANAGERS, AUDIT_MANAGERS, {"code": "programme"}),
    Address("assessments:results_csv", AUDIT_READERS, AUDIT_READERS, {"code": "programme"}),
    Address("assessments:team", AUDIT_MANAGERS, AUDIT_MANAGERS, {"pk": "assessment"}),
    Address("assessments:irregularities", AUDIT_READERS, roles("auditor"), {"pk": "assessment"}),
    Address("assessments:irregularity", NOBODY, roles("auditee"), {"pk": "irregularity"}),
    Address("assessments:samples", AUDIT_READERS - {"auditee"}, roles("auditor"), {"pk": "assessment"}),
    Address("assessments:sample", AUDIT_READERS - {"auditee"}, roles("auditor"), {"pk": "sample"}),
    Address("assessments:present", roles("auditor"), roles("auditor"), {"pk": "assessment"}),
    Address("assessments:accreditation", ACCREDITED, NOBODY),
    Address("assessments:accreditation_csv", VERIFIERS | roles("officer observer"), NOBODY),
    Address("assessments:intent", ACCREDITERS, ACCREDITERS),
    Address("assessments:readiness", READERS, NOBODY, {"pk": "accreditation"}),
    Address("assessments:checklist", READERS, NOBODY, {"pk": "accreditation"}),
    Address("assessments:prefill", OPERATOR, OPERATOR, {"pk": "accreditation"}),
    Address("assessments:check", AUDIT_MANAGERS, AUDIT_MANAGERS, {"pk": "accreditation"}),
    Address("assessments:deliver", AUDIT_MANAGERS, AUDIT_MANAGERS, {"pk": "accreditation"}),
    Address("assessments:bundle", roles("operator verifier officer"), NOBODY, {"pk": "accreditation"}),
    Address("assessments:certificates", SIGNED_IN, NOBODY),
    Address("assessments:new_certificate", OFFICER, OFFICER),
    Address("assessments:certificate_list", OFFICER, OFFICER),
    Address("assessments:store_certificates", NOBODY, OFFICER),
    Address("assessments:certificate", RETURN_READERS, NOBODY, {"pk": "certificate"}),
    Address("assessments:revoke", NOBODY, OFFICER, {"pk": "certificate"}),
    Address(
        "assessments:certificate_evidence",
        roles("operator verifier officer"),
        NOBODY,
        {"pk": "certificate", "code": "certificate_scan"},
    ),
    Address("assessments:make_document", AUDIT_READERS, roles("auditor verifier officer"), {"pk": "assessment"}),
    Address("assessments:programme_documents", AUDIT_READERS, AUDIT_MANAGERS, {"code": "programme"}),
    Address("assessments:document", AUDIT_READERS, NOBODY, {"pk": "document"}),
    Address("regulations:confusions", roles("verifier outsider officer observer")),
    Address(
        "regulations:confusion", roles("verifier outsider officer observer"), NOBODY, {"key": "school-library-share"}
    ),
    Address("regulations:confusion_assign", OFFICER, OFFICER, {"key": "school-library-share"}),
    Address("regulations:confusion_settle", OFFICER, OFFICER, {"key": "school-library-share"}),
    Address("regulations:confusion_reopen", OFFICER, OFFICER, {"key": "school-library-share"}),
    Address("institutions:index", OFFICER, OFFICER),
    Address("institutions:new", OFFICER, OFFICER),
    Address("institutions:import", OFFICER, OFFICER),
    Address("institutions:store", NOBODY, OFFICER),
    Address("institutions:institution", OFFICER, OFFICER, {"code": "L-1"}),
    Address("indices:runs", roles("officer observer"), NOBODY),
    Address("indices:new-run", OFFICER, OFFICER),
    Address("indices:run", roles("officer observer"), NOBODY, {"pk": "run"}),
    Address("indices:run-progress", roles("officer observer"), NOBODY, {"pk": "run"}),
    Address("indices:restart", NOBODY, OFFICER, {"pk": "run"}),
    Address("indices:propose", NOBODY, OFFICER, {"pk": "run"}),
    Address("indices:release", roles("officer observer"), NOBODY, {"code": "items-2024-2"}),
    Address("indices:publish", NOBODY, OFFICER, {"code": "items-2024-2"}),
    Address("indices:decline", NOBODY, OFFICER, {"code": "items-2024-2"}),
    Address(
        "indices:release-file", roles("officer observer"), NOBODY, {"code": "items-2024-2", "name": "manifest.json"}
    ),
)

# allauth's own pages about one's own account: open to strangers because they are the way in, or led to it.
WAY_IN = roles(
    """
    account_login account_logout account_inactive account_signup account_email_verification_sent account_confirm_email
    account_reset_password account_reset_password_done account_reset_password_from_key
    account_reset_password_from_key_done account_confirm_login_code mfa_authenticate
    """
)
OWN_ACCOUNT = roles(
    """
    account_reauthenticate account_email account_change_password account_set_password mfa_index mfa_reauthenticate
    mfa_activate_totp mfa_deactivate_totp mfa_view_recovery_codes mfa_generate_recovery_codes
    mfa_download_recovery_codes
    """
)
