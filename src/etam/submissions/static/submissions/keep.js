// Keeps what was typed on this device until the server has it, and offers it again when a page opens without it.
// Names and telephone numbers are left out: others may use the same phone.
const form = document.querySelector("form[data-keep]");
const place = `etam:${location.pathname}`;
const offer = document.querySelector("#kept");

const isKept = (name) => /^[a-z0-9_]+(\.nothing)?$|^reason\./.test(name) && !["csrfmiddlewaretoken", "base", "seen"].includes(name)
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
form.addEventListener("input", () =>
  localStorage.setItem(place, JSON.stringify({ base: base(), values: typed() })));
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful && !document.querySelector("[data-saved][data-state=failed]")) localStorage.removeItem(place);
});
