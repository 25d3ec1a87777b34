"""Addresses of this room: for those who signed in under /meja/, and `public_urls` for everybody."""

from django.urls import path

from etam.outreach.views import attending, events, materials, public, reach

app_name = "outreach"
urlpatterns = [
    path("sosialisasi/", events.index, name="index"),
    path("sosialisasi/daftar.csv", events.events_csv, name="csv"),
    path("sosialisasi/baru/", events.new, name="new"),
    path("sosialisasi/jangkauan/", reach.coverage, name="coverage"),
    path("sosialisasi/jangkauan.csv", reach.coverage_csv, name="coverage_csv"),
    path("sosialisasi/belum-dijangkau/", reach.never, name="never"),
    path("sosialisasi/dampak/", reach.effect, name="effect"),
    path("sosialisasi/<slug:code>/", events.event, name="event"),
    path("sosialisasi/<slug:code>/ubah/", events.edit, name="edit"),
    path("sosialisasi/<slug:code>/atur/", events.decide, name="decide"),
    path("sosialisasi/<slug:code>/poster/", events.poster, name="poster"),
    path("sosialisasi/<slug:code>/hadir/", attending.people, name="people"),
    path("sosialisasi/<slug:code>/hadir.csv", attending.people_csv, name="people_csv"),
    path("sosialisasi/<slug:code>/hadir/impor/", attending.sheet, name="import"),
    path("sosialisasi/<slug:code>/hadir/<int:pk>/", attending.entry, name="entry"),
    path("sosialisasi/<slug:code>/materi/", materials.materials, name="materials"),
    path("sosialisasi/<slug:code>/materi/<int:pk>/", materials.material, name="material"),
    path("sosialisasi/<slug:code>/materi/<int:pk>/lepas/", materials.remove, name="material_remove"),
]
public_urls = [
    path("sosialisasi/", public.coming, name="coming-events"),
    path("hadir/<str:token>/", public.attend, name="attend"),
]
