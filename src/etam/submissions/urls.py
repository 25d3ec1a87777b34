"""Addresses of collection. People read them, so they are Indonesian."""

from django.urls import path

from etam.submissions.views import completeness, decide, fill, officer, proofs, returns, rounds

app_name = "submissions"
urlpatterns = [
    path("isian/", fill.mine, name="mine"),
    path("isian/<int:pk>/", returns.overview, name="overview"),
    path("isian/<int:pk>/kirim/", returns.review, name="review"),
    path("isian/<int:pk>/tanda-terima/", returns.receipt, name="receipt"),
    path("isian/<int:pk>/tarik/", returns.withdraw, name="withdraw"),
    path("isian/<int:pk>/riwayat/", returns.revisions, name="revisions"),
    path("isian/<int:pk>/riwayat/<int:number>/pakai/", returns.restore, name="restore"),
    path("isian/<int:pk>/cetak/", returns.printable, name="print"),
    path("isian/<int:pk>/bukti/", proofs.attach, name="attach"),
    path("isian/<int:pk>/bukti/<str:code>/", proofs.evidence, name="evidence"),
    path("isian/<int:pk>/<slug:code>/", fill.section, name="section"),
    path("verifikasi/", decide.queue, name="queue"),
    path("verifikasi/banyak/", decide.verify_many, name="verify_many"),
    path("verifikasi/<int:pk>/", decide.compare, name="verify"),
    path("verifikasi/<int:pk>/putuskan/", decide.decide, name="decide"),
    path("penerimaan/", officer.acceptance, name="acceptance"),
    path("penerimaan/<int:pk>/", officer.compare, name="accept"),
    path("penerimaan/<int:pk>/putuskan/", officer.decide, name="accept_decide"),
    path("penerimaan/<int:pk>/buka/", officer.reopen, name="reopen"),
    path("kelengkapan/", completeness.completeness, name="completeness"),
    path("kelengkapan/tabel.csv", completeness.table, name="completeness_csv"),
    path("kelengkapan/<str:code>/", completeness.regency, name="regency"),
    path("putaran/", rounds.rounds, name="rounds"),
    path("putaran/baru/", rounds.open_round, name="open_round"),
    path("putaran/<slug:code>/", rounds.detail, name="round"),
    path("putaran/<slug:code>/jadwal/", rounds.reschedule, name="reschedule"),
    path("putaran/<slug:code>/kunci/", rounds.lock, name="lock_round"),
    path("putaran/<slug:code>/lembaga/", rounds.expect, name="expect"),
]
