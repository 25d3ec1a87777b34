"""Addresses of this room, under /meja/."""

from django.urls import URLPattern, path, re_path

from etam.workforce.views import (
    board,
    holder_readings,
    holders,
    no_holders,
    outlook,
    proposal_sheets,
    proposals,
    workload,
    workload_sheets,
    workload_tasks,
)

app_name = "workforce"
WORKLOAD: list[URLPattern] = [
    path("jabatan/beban-kerja/", workload.index, name="workloads"),
    path("jabatan/beban-kerja/baru/", workload.start, name="start_workload"),
    path("jabatan/beban-kerja/<int:pk>/", workload.workload, name="workload"),
    path("jabatan/beban-kerja/<int:pk>/tetapkan/", workload.settle, name="settle_workload"),
    path("jabatan/beban-kerja/<int:pk>/ganti/", workload.replace, name="replace_workload"),
    path("jabatan/beban-kerja/<int:pk>/waktu/", workload.change_time, name="change_time"),
    path("jabatan/beban-kerja/<int:pk>/buang/", workload.discard, name="discard_workload"),
    path("jabatan/beban-kerja/<int:pk>/riwayat/", workload.history, name="workload_history"),
    path("jabatan/beban-kerja/<int:pk>/abk.xlsx", workload_sheets.xlsx, name="workload_xlsx"),
    path("jabatan/beban-kerja/<int:pk>/abk.pdf", workload_sheets.pdf, name="workload_pdf"),
    path("jabatan/beban-kerja/<int:pk>/kegiatan/", workload_tasks.add, name="add_task"),
    path("jabatan/beban-kerja/<int:pk>/ambil/", workload_tasks.take, name="take_measured"),
    path("jabatan/beban-kerja/<int:pk>/impor/", workload_tasks.import_list, name="import_tasks"),
    path("jabatan/beban-kerja/kegiatan/<int:pk>/", workload_tasks.edit, name="edit_task"),
    path("jabatan/beban-kerja/kegiatan/<int:pk>/hapus/", workload_tasks.remove, name="remove_task"),
    path("jabatan/beban-kerja/kegiatan/<int:pk>/pindah/", workload_tasks.move, name="move_task"),
    path("jabatan/beban-kerja/kegiatan/<int:pk>/angka/", workload_tasks.answer_moved, name="answer_moved"),
]
FORMATION: list[URLPattern] = [
    path("jabatan/", board.index, name="index"),
    path("jabatan/papan.csv", board.csv, name="board_csv"),
    path("jabatan/usulan/", proposals.index, name="proposals"),
    path("jabatan/usulan/baru/", proposals.start, name="start_proposal"),
    path("jabatan/usulan/<int:pk>/", proposals.proposal, name="proposal"),
    path("jabatan/usulan/<int:pk>/usulan.pdf", proposal_sheets.pdf, name="proposal_pdf"),
    path("jabatan/usulan/<int:pk>/lengkapi/", proposals.edit, name="edit_proposal"),
    path("jabatan/usulan/<int:pk>/tindak/", proposals.act, name="act"),
    path("jabatan/usulan/<int:pk>/tarik/", proposals.withdraw, name="withdraw_proposal"),
    path("jabatan/usulan/<int:pk>/terisi/", proposals.fill, name="fill_proposal"),
]
HOLDERS: list[URLPattern] = [
    path("jabatan/pemangku/", holders.index, name="holders"),
    path("jabatan/pemangku/catat/", holders.new, name="new_holder"),
    path("jabatan/pemangku/impor/", holders.import_list, name="import_holders"),
    path("jabatan/pemangku/tidak-ada/<str:code>/", no_holders.state, name="state_no_holder"),
    path("jabatan/pemangku/<int:pk>/", holders.holder, name="holder"),
    re_path(
        r"^jabatan/pemangku/(?P<pk>\d+)/(?P<way>perlihatkan|cetak|salinan)/$", holder_readings.read, name="read_holder"
    ),
    re_path(
        r"^jabatan/pemangku/(?P<pk>\d+)/(?P<what>jenjang|akhiri|sertifikat|betulkan|permintaan)/$",
        holders.change,
        name="change_holder",
    ),
    path("jabatan/pemangku/permintaan/<int:pk>/jawab/", holders.settle, name="settle_correction"),
    path("jabatan/proyeksi/", outlook.projection, name="projection"),
    path("jabatan/kesenjangan/", outlook.gap, name="gap"),
]
urlpatterns: list[URLPattern] = [*WORKLOAD, *FORMATION, *HOLDERS]
