/* Keys of the review queue; every one presses a button or opens a link that is on the page.
   O opens the sources that are not opened yet: a browser that blocks the second tab opens one a press. */
"use strict";

const current = () => document.querySelector(".review-fact[aria-current]");

const press = (button) => { if (button) button.click(); };

const openSources = () => {
  const closed = [...document.querySelectorAll("[data-source]")]
    .filter((link) => !link.parentElement.querySelector("[data-opened='yes']"));
  const links = closed.length ? closed : [...document.querySelectorAll("[data-source]")];
  links.forEach((link) => link.click());
};

const move = (step) => {
  const facts = [...document.querySelectorAll(".review-fact")];
  const next = facts[Math.max(0, facts.indexOf(current()) + step)];
  if (!next) return;
  if (current()) current().removeAttribute("aria-current");
  next.setAttribute("aria-current", "true");
  next.scrollIntoView({ block: "center" });
};

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-source]");
  if (!link) return;
  const state = link.parentElement.querySelector(".review-state");
  state.dataset.opened = "yes";
  state.textContent = "opened";
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  if (event.target.closest("input, textarea, select")) return;
  const key = event.key.toLowerCase();
  if (key === "o") openSources();
  else if (key === "j") move(1);
  else if (key === "k") move(-1);
  else if ("1234".includes(key)) press(current()?.querySelector(`[data-answer="${key}"]`));
  else press(document.querySelector(`[data-key="${CSS.escape(key)}"]`));
});

current()?.scrollIntoView({ block: "nearest" });
