"""Addresses of this room, under /meja/."""

from django.urls import path

from etam.regulations import views

app_name = "regulations"
urlpatterns = [
    path("peraturan/tanda/", views.flags.index, name="flags"),
    path("peraturan/tanda/daftar.csv", views.flags.table, name="flags_csv"),
    path("peraturan/tanda/<int:pk>/", views.flags.flag, name="flag"),
    path("peraturan/tanda/<int:pk>/buka/", views.flags.reopen, name="flag_reopen"),
    path("peraturan/kerancuan/", views.confusions.index, name="confusions"),
    path("peraturan/kerancuan/<slug:key>/", views.confusions.confusion, name="confusion"),
    path("peraturan/kerancuan/<slug:key>/serahkan/", views.confusions.assign, name="confusion_assign"),
    path("peraturan/kerancuan/<slug:key>/tetapkan/", views.confusions.settle, name="confusion_settle"),
    path("peraturan/kerancuan/<slug:key>/buka/", views.confusions.reopen, name="confusion_reopen"),
    path("peraturan/", views.register.index, name="index"),
    path("peraturan/daftar.csv", views.register.register_csv, name="csv"),
    path("peraturan/baru/", views.editing.new, name="new"),
    # A code may be any word, so these come last.
    path("peraturan/<str:code>/", views.register.regulation, name="regulation"),
    path("peraturan/<str:code>/riwayat/", views.register.history, name="history"),
    path("peraturan/<str:code>/ubah/", views.editing.edit, name="edit"),
    path("peraturan/<str:code>/periksa/", views.editing.check, name="check"),
    path("peraturan/<str:code>/hubungan/", views.relations.relate, name="relate"),
    path("peraturan/<str:code>/hubungan/<int:pk>/", views.relations.relation, name="relation"),
    path("peraturan/<str:code>/hubungan/<int:pk>/tarik/", views.relations.withdraw, name="relation_withdraw"),
    path("peraturan/<str:code>/hubungan/<int:pk>/pulihkan/", views.relations.restore, name="relation_restore"),
    path("peraturan/<str:code>/pasal/", views.articles.new, name="article_new"),
    path("peraturan/<str:code>/pasal/<int:pk>/", views.articles.article, name="article"),
    path("peraturan/<str:code>/pasal/<int:pk>/tarik/", views.articles.withdraw, name="article_withdraw"),
    path("peraturan/<str:code>/naskah/", views.files.send, name="file_new"),
    path("peraturan/<str:code>/naskah/<int:pk>.pdf", views.files.earlier, name="file"),
]
