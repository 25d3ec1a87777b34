// Says in the save bar what became of the answers: on their way, or not saved. The server writes "Tersimpan, 10.42 WITA"
// itself, as the response to the save, so that the time shown is the time stored.
const place = () => document.querySelector("[data-saved]");

const say = (state, title, text) => {
  const saved = place();
  if (!saved) return;
  saved.dataset.state = state;
  saved.replaceChildren(Object.assign(document.createElement("b"), { textContent: title }), text);
};

const refusals = {
  401: "Sesi Anda berakhir. Tekan tombol simpan dan masuk lagi: jawaban di halaman ini ikut terbawa.",
  403: "Halaman ini terlalu lama terbuka. Muat ulang: jawaban yang belum tersimpan ditawarkan lagi.",
};

document.addEventListener("htmx:beforeRequest", () => say("waiting", "Menyimpan…", ""));
document.addEventListener("htmx:sendError", () =>
  say("failed", "Belum tersimpan", "Jaringan terputus. Jawaban Anda masih ada di layar; coba simpan lagi."));
document.addEventListener("htmx:responseError", (event) =>
  say("failed", "Belum tersimpan", refusals[event.detail.xhr.status]
    ?? "Server belum dapat menyimpan. Jawaban Anda masih ada di layar; coba simpan lagi."));

const isLeft = () => ["failed", "partly"].includes(place()?.dataset.state);
let unsaved = isLeft();
document.addEventListener("input", (event) => { if (event.target.form?.dataset.keep !== undefined) unsaved = true; });
document.addEventListener("htmx:afterOnLoad", () => {
  unsaved = isLeft();
  for (const question of document.querySelectorAll(".q")) {
    const control = question.querySelector(".q__row .input");
    if (question.querySelector(".msg--stop")) control?.setAttribute("aria-invalid", "true");
    else control?.removeAttribute("aria-invalid");
  }
});
document.addEventListener("submit", () => { unsaved = false; });
window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
