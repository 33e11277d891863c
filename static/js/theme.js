/* The theme changes without a reload. At log-out goes what this tab keeps: typed text and ticked programs. */
"use strict";

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.action.endsWith("/logout/")) sessionStorage.clear();
  if (!form.matches(".theme")) return;
  event.preventDefault();
  const chosen = event.submitter;
  fetch(form.action, { method: "POST", body: new URLSearchParams({ theme: chosen.value }), redirect: "manual" });
  document.documentElement.dataset.theme = chosen.value;
  for (const button of form.querySelectorAll("button")) button.setAttribute("aria-pressed", button === chosen);
});
