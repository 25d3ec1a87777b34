// After a refused form, take the person to the list of what to mend. Without this script the list still comes first.
document.querySelector(".summary[role=alert]")?.focus();

// A second press on a slow line must not send twice.
document.addEventListener("submit", (event) => {
  if (event.target.dataset.sent) event.preventDefault();
  else if (event.target.method === "post" && !event.target.hasAttribute("hx-post")) {
    event.target.dataset.sent = "1";
    setTimeout(() => delete event.target.dataset.sent, 5000);   // a form that answers with a file leaves the page standing
  }
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});
