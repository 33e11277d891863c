/* Keys of the review queue; every one presses a button or opens a link that is on the page.
   O opens the sources that are not opened yet. A browser that blocks the second tab opens one a press. */
"use strict";

const current = () => document.querySelector(".review-fact[aria-current]");

const press = (button) => { if (button) button.click(); };

const stateOf = (link) => link.parentElement.querySelector(".review-state");

const noteOpened = (link) => {
  stateOf(link).dataset.opened = "yes";
  stateOf(link).textContent = "opened";
};

const unopened = () => [...document.querySelectorAll("[data-source]")]
  .filter((link) => stateOf(link).dataset.opened !== "yes");

/* Whether the browser lets a tab be opened. */
const openTab = (address) => {
  const tab = window.open(address, "_blank");
  if (tab) tab.opener = null;
  document.getElementById("blocked").hidden = Boolean(tab);
  return Boolean(tab);
};

const openSources = () => {
  const left = unopened();
  const links = left.length ? left : [...document.querySelectorAll("[data-source]")];
  for (const link of links) {
    if (!openTab(link.href)) return;
    noteOpened(link);
  }
};

/* What was opened ahead may have reached the portal after this page was made. */
const lookAgain = async () => {
  if (document.hidden || !unopened().length) return;
  const fresh = new DOMParser().parseFromString(await (await fetch(location.pathname)).text(), "text/html");
  for (const link of unopened()) {
    const same = fresh.querySelector(`[data-source="${link.dataset.source}"]`);
    if (same && stateOf(same).dataset.opened === "yes") noteOpened(link);
  }
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
  if (link) noteOpened(link);
  const ahead = event.target.closest("[data-ahead]");
  if (ahead && !unopened().length) openTab(ahead.dataset.ahead);
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

document.addEventListener("visibilitychange", lookAgain);

current()?.scrollIntoView({ block: "nearest" });
