// Sends a chosen file in parts that survive a broken line: the server knows how far it came, and the same file, chosen
// again, goes on from there. Without this script the form carries the file as any form does.
const form = document.querySelector("[data-upload]");
const input = form?.querySelector("input[type=file]");
const arrival = form?.querySelector("[data-arrival]");
const find = (name) => arrival.querySelector(`[data-${name}]`);
const key = form?.elements.incoming;
const token = form?.elements.csrfmiddlewaretoken.value;
const partBytes = Number(form?.dataset.partBytes);
const pauses = [2, 5, 15, 30];                 // seconds between tries that need no hand
const mega = (bytes) => (bytes / 1e6).toLocaleString("id-ID", { maximumFractionDigits: bytes < 1e7 ? 1 : 0, minimumFractionDigits: 0 });

let sending = null;                            // the file on its way: { file, received, part, cancel, tries, timer }
let wantsSaving = false;

const say = (state, text) => {
  arrival.hidden = false;
  arrival.dataset.state = state;
  find("say").textContent = text;
  find("resume").hidden = state !== "failed" || !sending;
};

const showCount = () => {
  const { file, received } = sending;
  arrival.querySelector("progress").value = file.size ? (received / file.size) * 100 : 0;
  find("count").textContent = `${mega(received)} dari ${mega(file.size)} MB sudah sampai`;
};

// A session that has ended answers with a way to the sign-in page, which must not be followed in the background.
const post = (url, body) =>
  fetch(url, { method: "POST", body, headers: { "X-CSRFToken": token }, redirect: "manual", credentials: "same-origin" });

const fingerprint = async (file) => {
  if (!crypto.subtle) return "";               // plain http: name and size must do
  const hash = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
};

const stop = (text) => {                       // nothing to resume: another file must be chosen
  clearTimeout(sending?.timer);
  sending = null;
  wantsSaving = false;
  key.value = "";
  input.name = "file";
  say("failed", text);
};

const interrupted = (text) => {
  const current = sending;
  if (!current) return;
  say("failed", text ?? `Jaringan putus. ${mega(current.received)} dari ${mega(current.file.size)} MB sudah sampai; lanjutkan kapan saja.`);
  const pause = pauses[current.tries++];
  if (pause && !text) current.timer = setTimeout(() => { if (sending === current) send(); }, pause * 1000);
};

const understood = async (response) => {       // the answer as an object, or null when it was dealt with here
  if (response.type === "opaqueredirect") {
    interrupted("Sesi Anda berakhir. Masuk lagi di tab lain, lalu tekan Lanjutkan: yang sudah sampai tidak hilang.");
  } else if (response.ok || response.status === 409) {
    return response.json();
  } else if (response.status === 422 || response.status === 413) {
    stop((await response.json()).problem);
  } else if (response.status === 403) {
    interrupted("Halaman ini terlalu lama terbuka. Muat ulang dan pilih berkas yang sama: yang sudah sampai tidak hilang.");
  } else if (response.status === 404) {
    stop("Kiriman ini sudah selesai atau dibatalkan di tab lain. Muat ulang halaman ini.");
  } else {
    interrupted();
  }
  return null;
};

const begin = async (current) => {
  const announced = new URLSearchParams({ name: current.file.name, size: current.file.size, sha256: current.sha256 });
  const answer = await understood(await post(form.dataset.upload, announced));
  if (!answer || sending !== current) return false;
  Object.assign(current, answer);
  key.value = answer.key;
  input.removeAttribute("name");               // the form need not carry the file again
  return true;
};

const done = () => {
  say("done", wantsSaving ? "Berkas sudah sampai. Menyimpan…" : "Berkas sudah sampai. Lengkapi keterangannya, lalu simpan.");
  if (wantsSaving) form.requestSubmit();
};

const send = async () => {
  const current = sending;
  clearTimeout(current.timer);
  say("sending", current.received ? "Melanjutkan…" : "Mengirim…");
  try {
    if (!current.part && !(await begin(current))) return;
    showCount();
    while (sending === current && current.received < current.file.size) {
      const bytes = current.file.slice(current.received, current.received + partBytes);
      const answer = await understood(await post(`${current.part}?mulai=${current.received}`, bytes));
      if (!answer || sending !== current) return;
      if (answer.received > current.received) current.tries = 0;
      else if (++current.tries > pauses.length) { interrupted(answer.problem); return; }
      current.received = answer.received;
      showCount();
    }
    if (sending === current) done();
  } catch {
    if (sending === current) interrupted();
  }
};

const choose = async () => {
  const file = input.files[0];
  clearTimeout(sending?.timer);
  if (!file) return;
  const current = { file, received: 0, tries: 0 };
  sending = current;
  key.value = "";
  say("sending", "Memeriksa berkas…");
  current.sha256 = await fingerprint(file).catch(() => "");
  if (sending === current) send();
};

const cancel = () => {
  const url = sending?.cancel;
  if (url) post(url, new URLSearchParams()).catch(() => {});
  stop("Kiriman dibatalkan. Pilih berkas lain.");
  input.value = "";
  input.focus();
};

if (form) {
  input.addEventListener("change", choose);
  find("resume").addEventListener("click", () => { sending.tries = 0; send(); });
  find("cancel").addEventListener("click", cancel);
  window.addEventListener("online", () => { if (sending && arrival.dataset.state === "failed") send(); });
  form.addEventListener("submit", (event) => {
    if (!sending || sending.received === sending.file.size && sending.part) return;
    event.preventDefault();
    event.stopPropagation();                   // errors.js counts a submission that goes out; this one waits
    wantsSaving = true;
    say(arrival.dataset.state, "Disimpan begitu seluruh berkas sampai.");
  });
}
