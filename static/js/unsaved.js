/* Comfort for pages with several forms; everything works without it.
   Sending one form, or leaving, would lose what stands unsaved in another: the browser asks first. */
"use strict";

const changed = new Set();
let sent = null;

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form && form.method === "post") changed.add(form);
});

document.addEventListener("submit", (event) => { sent = event.target; });

window.addEventListener("beforeunload", (event) => {
  if ([...changed].some((form) => form !== sent)) event.preventDefault();
  sent = null;
});
