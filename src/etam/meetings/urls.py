"""Addresses of this room: `urlpatterns` under /meja/, `public_urls` for everybody."""

from django.urls import URLPattern, path

from etam.meetings.views import (
    adoption,
    agenda,
    attending,
    documents,
    invitation,
    materials,
    meetings,
    minutes,
    people,
    plans,
    points,
)

app_name = "meetings"
urlpatterns: list[URLPattern] = [
    path("rapat/", meetings.index, name="index"),
    path("rapat/baru/", meetings.new, name="new"),
    path("rapat/<slug:code>/", meetings.meeting, name="meeting"),
    path("rapat/<slug:code>/ubah/", meetings.edit, name="edit"),
    path("rapat/<slug:code>/atur/", meetings.decide, name="decide"),
    path("rapat/<slug:code>/acara/", agenda.agenda, name="agenda"),
    path("rapat/<slug:code>/acara/<int:pk>/", agenda.part, name="part"),
    path("rapat/<slug:code>/hadir/", attending.attendance, name="attendance"),
    path("rapat/<slug:code>/hadir/<int:pk>/batal/", attending.take_back, name="attendance_back"),
    path("rapat/<slug:code>/poster/", attending.poster, name="poster"),
    path("rapat/<slug:code>/materi/", materials.materials, name="materials"),
    path("rapat/<slug:code>/materi/<int:pk>/", materials.material, name="material"),
    path("rapat/<slug:code>/materi/<int:pk>/lepas/", materials.remove, name="material_remove"),
    path("rapat/<slug:code>/notula/", minutes.minutes, name="minutes"),
    path("rapat/<slug:code>/notula/tulis/", minutes.write, name="minutes_write"),
    path("rapat/<slug:code>/notula/<int:number>/", minutes.compare, name="minutes_version"),
    path("rapat/<slug:code>/peserta/", people.people, name="people"),
    path("rapat/<slug:code>/peserta.csv", people.people_csv, name="people_csv"),
    path("rapat/<slug:code>/peserta/impor/", people.sheet, name="import"),
    path("rapat/<slug:code>/peserta/undang/", people.invite_all, name="invite_all"),
    path("rapat/<slug:code>/peserta/<int:pk>/", people.participant, name="participant"),
    path("rapat/<slug:code>/peserta/<int:pk>/undang/", people.invite, name="invite"),
    path("rapat/<slug:code>/butir/", points.points, name="points"),
    path("rapat/<slug:code>/butir/<int:pk>/", points.point, name="point"),
    path("rapat/<slug:code>/pleno/", adoption.plenary, name="plenary"),
    path("rapat/<slug:code>/naskah/", adoption.frame, name="frame"),
    path("rapat/<slug:code>/penanda-tangan/", adoption.signatories, name="signatories"),
    path("rapat/<slug:code>/dokumen/", documents.documents, name="documents"),
    path("rapat/<slug:code>/dokumen/<int:edition>/", documents.document, name="document"),
    path("rapat/<slug:code>/rencana/", plans.plans, name="plans"),
    path("rapat/<slug:code>/rencana/<int:number>/baru/", plans.plan, name="plan"),
    path("rapat/<slug:code>/terdahulu/", plans.carry, name="carry"),
]
public_urls: list[URLPattern] = [
    path("rapat/undangan/<str:token>/", invitation.invitation, name="meeting-invitation"),
    path("rapat/undangan/<str:token>/butir/", points.points, name="invited-points"),
    path("rapat/undangan/<str:token>/butir/<int:pk>/", points.point, name="invited-point"),
    path("rapat/undangan/<str:token>/materi/<int:pk>/", materials.invited_material, name="meeting-material"),
    path("rapat/hadir/<str:token>/", attending.attend, name="meeting-attend"),
]
