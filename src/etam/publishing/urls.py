"""Public addresses. Names without a room's prefix: every menu uses them."""

from django.urls import path, re_path

from etam.publishing import views

urlpatterns = [
    path("", views.home.board, name="home"),
    path("peringkat/", views.rankings.index, name="ranking"),
    path("peringkat/<slug:code>/", views.rankings.release, name="release"),
    path("rilis/<slug:code>.zip", views.files.whole_folder, name="release-zip"),
    path("rilis/<slug:code>/", views.files.folder, name="release-folder"),
    path("rilis/<slug:code>/<path:name>", views.files.release_file, name="release-file"),
    path("tertib-arsip/", views.archives.index, name="archives"),
    path("akreditasi/", views.accreditation.index, name="accreditation"),
    path("daerah/", views.regencies.index, name="regencies"),
    re_path(r"^daerah/(?P<code>\d\d\.\d\d)/$", views.regencies.profile, name="regency"),
    path("perpustakaan/", views.libraries.index, name="directory"),
    path("perpustakaan/<str:code>/", views.libraries.library, name="library"),
    path("metode/", views.methods.index, name="methods"),
    path("metode/<slug:code>/<str:version>/", views.methods.method, name="method"),
    path("metode/<slug:code>/<str:version>/<path:name>", views.methods.method_file, name="method-file"),
    path("instrumen/<slug:code>/<str:version>/", views.methods.instrument, name="instrument"),
    path("peraturan/", views.regulations.index, name="regulations"),
    path("peraturan/daftar.csv", views.regulations.listing, name="regulations-file"),
    path("peraturan/peta/", views.regulations.relation_map, name="regulation-map"),
    path("peraturan/<str:code>/naskah.pdf", views.files.regulation_text, name="regulation-file"),
    path("peraturan/<str:code>/", views.regulations.regulation, name="regulation"),
    path("rapat/", views.meetings.index, name="meetings"),
    path("rapat/<slug:code>/", views.meetings.meeting, name="meeting"),
    path("rapat/<slug:code>/dokumen.pdf", views.meetings.document, name="meeting-document"),
    path("peraturan/<str:code>/pasal/<str:article>/", views.regulations.article, name="regulation-article"),
    path("rapat/<slug:code>/laporan-kemajuan.pdf", views.meetings.progress, name="progress-report"),
    path("kerancuan/", views.confusions.index, name="confusions"),
    path("kerancuan/<slug:key>/", views.confusions.confusion, name="confusion"),
    path("bantuan/", views.pages.help_index, name="help"),
    path("bantuan/<slug:role>/", views.pages.help_role, name="help-role"),
    path("aksesibilitas/", views.pages.accessibility, name="accessibility"),
    path("pelindungan-data-pribadi/", views.pages.privacy, name="privacy"),
    path("jadwal-rilis/", views.pages.schedule, name="schedule"),
    path("pembetulan/", views.pages.corrections, name="corrections"),
    path("tentang-data/", views.pages.about_data, name="about-data"),
    path("cari/", views.search.results, name="search"),
]
