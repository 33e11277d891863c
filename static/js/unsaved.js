/* Comfort for pages with several forms; everything works without it.
   Sending one form, or leaving, would lose what stands unsaved in another: the browser asks first.
   A form with data-draft is kept instead while another form of its page is sent, and put back after it. */
"use strict";

document.documentElement.classList.add("script");

const changed = new Set();
let sent = null;
const page = document.querySelector("form[data-draft]");
const bar = document.querySelector("[data-savebar]");
const place = `draft ${page?.action}`; // after a fault the page stands at another address

const fields = () => [...page.elements].filter((field) => field.name && field.type !== "hidden");
const stored = (field) => (field.tagName === "SELECT"
  ? (field.querySelector("option[selected]") || field.options[0]).value : field.defaultValue);
const typed = () => fields().filter((field) => field.value !== stored(field));

function show() {
  const open = typed();
  const names = new Set(open.map((field) => field.closest("section")?.querySelector("h2")?.firstChild.textContent.trim()));
  const count = open.length === 1 ? "1 change not saved" : `${open.length} changes not saved`;
  bar.hidden = !open.length && page.dataset.unsaved === undefined;
  bar.querySelector("[data-savebar-reset]").hidden = !open.length;
  bar.querySelector("[data-savebar-words]").textContent = open.length ? `${count}, in ${[...names].join(", ")}` : "";
  open.length ? changed.add(page) : changed.delete(page);
}

function keep() {
  sessionStorage.setItem(place, JSON.stringify(Object.fromEntries(typed().map((field) => [field.name, field.value]))));
}

function putBack() {
  const draft = JSON.parse(sessionStorage.getItem(place) || "{}");
  sessionStorage.removeItem(place);
  for (const field of fields()) {
    if (!(field.name in draft)) continue;
    field.value = draft[field.name];
    const fold = field.value !== stored(field) && field.closest("details");
    if (fold) fold.open = true;
  }
}

if (page) {
  if (page.dataset.unsaved === undefined) putBack();
  show();
  page.addEventListener("reset", () => setTimeout(show));
}

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form === page && page) show();
  else if (form && form.method === "post") changed.add(form);
});

document.addEventListener("submit", (event) => {
  sent = event.target;
  const isOther = event.submitter && event.submitter.hasAttribute("formaction");
  if (!page || (sent === page && !isOther) || !typed().length) return;
  keep();
  changed.delete(page);
});

window.addEventListener("beforeunload", (event) => {
  if ([...changed].some((form) => form !== sent)) event.preventDefault();
  sent = null;
});
