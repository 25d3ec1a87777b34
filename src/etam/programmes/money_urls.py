"""Addresses of money, of whom to help first, and of plans to help."""

from django.urls import path

from etam.programmes.views import money, money_import, money_overview, plans, priority

TOP = "desa-sekolah"
money_patterns = [
    path(f"{TOP}/dana/", money_overview.overview, name="money"),
    path(f"{TOP}/dana/unduh.csv", money_overview.overview_csv, name="money_csv"),
    path(f"{TOP}/dana/impor/", money_import.import_file, name="money_import"),
    path(f"{TOP}/dana/<int:pk>/", money.body, name="body_money"),
    path(f"{TOP}/dana/<int:pk>/catat/", money.record, name="record_money"),
    path(f"{TOP}/dana/<int:pk>/pagu/", money.ceilings, name="body_ceilings"),
    path(f"{TOP}/dana/lembaga/<str:code>/", money.institution, name="institution_money"),
    path(f"{TOP}/dana/lembaga/<str:code>/catat/", money.record_institution, name="record_institution_money"),
    path(f"{TOP}/prioritas/", priority.listing, name="priority"),
    path(f"{TOP}/prioritas/unduh.<str:kind>", priority.file, name="priority_file"),
    path(f"{TOP}/bantuan/", plans.board, name="help"),
    path(f"{TOP}/bantuan/rencanakan/", plans.plan, name="plan"),
    path(f"{TOP}/bantuan/<int:pk>/tarik/", plans.withdraw, name="withdraw_plan"),
    path(f"{TOP}/bantuan/<int:pk>/daftarkan/", plans.register, name="register_library"),
    path(f"{TOP}/putusan/<int:pk>/", plans.note, name="note"),
    path(f"{TOP}/putusan/<int:pk>/tarik/", plans.withdraw_note, name="withdraw_note"),
]
