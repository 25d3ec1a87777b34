"""The text of a regulation is sent in, and earlier ones are handed over."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from etam.accounts.access import signed_in
from etam.regulations import access, actions
from etam.regulations.actions.filing import Filed
from etam.regulations.forms.files import TextForm
from etam.regulations.serving import download
from etam.regulations.views.trying import answer, tried
from etam.web.bodies import refuses_large_bodies
from etam.web.formats import number


@refuses_large_bodies("regulations/too_large.html")
@login_required
def send(request: HttpRequest, code: str) -> HttpResponse:
    """A PDF to become the text of a regulation, and the earlier ones."""
    one = access.regulation_to_keep(request.user, code)
    form = TextForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file, source = form.cleaned_data["file"], form.cleaned_data["source"]
        given = {"data": file.read(), "file_name": file.name, "source": source, "by": signed_in(request)}
        filed = tried(form, lambda: actions.file_text(one, **given))
        if filed is not None:
            messages.success(request, _told(filed))
            return redirect("regulations:regulation", one.code)
    return answer(request, "regulations/file.html", form, one=one, files=one.files.select_related("by"))


@login_required
@require_safe
def earlier(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    """A text that was current once, or is."""
    return download(access.text_to_read(request.user, code, pk), request)


def _told(filed: Filed) -> str:
    pages = number(filed.file.pages)
    if not filed.file.has_text:
        return f"Naskah tersimpan, {pages} halaman. Isinya gambar tanpa teks, jadi kata-katanya tidak dapat dicari."
    if filed.read_pages < filed.file.pages:
        read = number(filed.read_pages)
        return f"Naskah tersimpan. Teks halaman 1 sampai {read} dari {pages} dapat dicari; sisanya terlalu lama dibaca."
    return f"Naskah tersimpan, {pages} halaman. Kata-katanya kini dapat dicari."
