// Says in the save bar what became of the answers: on their way, or not saved. The server writes "Tersimpan, 10.42 WITA"
// itself, as the response to the save, so that the time shown is the time stored.
const place = () => document.querySelector("[data-saved]");

const say = (state, title, text) => {
  const saved = place();
  if (!saved) return;
  saved.dataset.state = state;
  saved.replaceChildren(Object.assign(document.createElement("b"), { textContent: title }), text);
};

document.addEventListener("htmx:beforeRequest", () => say("waiting", "Menyimpan…", ""));
document.addEventListener("htmx:sendError", () =>
  say("failed", "Belum tersimpan", "Jaringan terputus. Jawaban Anda masih ada di layar; coba simpan lagi."));
document.addEventListener("htmx:responseError", (event) =>
  say("failed", "Belum tersimpan", event.detail.xhr.status === 403
    ? "Sesi Anda berakhir. Buka tab baru, masuk lagi, lalu simpan dari sini."
    : "Server belum dapat menyimpan. Jawaban Anda masih ada di layar; coba simpan lagi."));

let unsaved = false;
document.addEventListener("input", (event) => { if (event.target.form?.dataset.keep !== undefined) unsaved = true; });
document.addEventListener("htmx:afterOnLoad", () => { unsaved = false; });
document.addEventListener("submit", () => { unsaved = false; });
window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
