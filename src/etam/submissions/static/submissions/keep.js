// Keeps what was typed on this device until the server has it, and offers it again when a page opens without it.
// Names and telephone numbers are left out: others may use the same phone. Where one address is a sheet of its own for each
// person, `data-keep` names the sheet, so that nobody is offered what another typed.
const form = document.querySelector("form[data-keep]");
const place = `etam:${location.pathname}${form.dataset.keep && `:${form.dataset.keep}`}`;
const offer = document.querySelector("#kept");

const isKept = (name) => /^[a-z0-9_]+(\.nothing)?$|^(reason|note)\./.test(name) && !["csrfmiddlewaretoken", "base", "seen"].includes(name)
  && !form.querySelector(`[name="${name}"][data-personal]`);
const typed = () => Object.fromEntries([...new FormData(form)].filter(([name]) => isKept(name)));
const base = () => form.elements.base.value;
const stored = () => { try { return JSON.parse(localStorage.getItem(place)); } catch { return null; } };
const forget = () => { localStorage.removeItem(place); offer.hidden = true; };

const put = (values) => {
  for (const [name, value] of Object.entries(values)) {
    const control = form.elements[name];
    if (control) control.value = value;
  }
  form.dispatchEvent(new Event("change", { bubbles: true }));
};

// A newer revision on the server means that what lies here was saved, or overtaken.
const before = stored();
if (before?.base === base() && JSON.stringify(before.values) !== JSON.stringify(typed())) offer.hidden = false;
else forget();

offer.querySelector("[data-restore]").addEventListener("click", () => { put(before.values); offer.hidden = true; });
offer.querySelector("[data-forget]").addEventListener("click", forget);
const keep = () => localStorage.setItem(place, JSON.stringify({ base: base(), values: typed() }));
const isPartly = () => document.querySelector("[data-saved]").dataset.state === "partly";
const isFailed = () => document.querySelector("[data-saved]").dataset.state === "failed";
form.addEventListener("input", keep);
// What the server could not read stays here, beside the revision that it belongs to now.
document.addEventListener("htmx:afterRequest", (event) => {
  if (isPartly()) keep();
  else if (event.detail.successful && !isFailed()) localStorage.removeItem(place);
});
if (isPartly()) keep();
