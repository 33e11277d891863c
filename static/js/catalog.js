/* Comfort for the list page; everything works without it.
   After a swap, filters that stood open stay open, lists keep their place, and so does the keyboard. */
"use strict";

document.documentElement.classList.add("script");

/* Loaded with the first tick: few first loads need it. */
let tray = {};

const byId = (id) => document.getElementById(id);

const remembered = { open: new Set(), scrolled: new Map(), filters: false, more: false, map: false, name: "", value: "" };
let isDone = false;

document.addEventListener("submit", (event) => { isDone = event.submitter?.id === "apply"; }, true);

/* A button in a card swaps only itself, and htmx keeps the keyboard there. */
const isCatalog = (event) => event.detail.target.id === "catalog";

document.addEventListener("htmx:beforeSwap", (event) => {
  if (!isCatalog(event)) return;
  const groups = [...document.querySelectorAll("details.facet")];
  remembered.open = new Set(groups.filter((group) => group.open).map((group) => group.dataset.group));
  remembered.scrolled = new Map(
    groups.map((group) => [group.dataset.group, group.querySelector(".options").scrollTop]),
  );
  remembered.filters = byId("filters").open && !isDone;
  remembered.more = byId("more-filters").open;
  remembered.map = byId("map").open;
  remembered.name = document.activeElement.name;
  remembered.value = document.activeElement.value;
  remembered.isPill = !!document.activeElement.closest(".pills");
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (!isCatalog(event)) return;
  byId("filters").open = remembered.filters;
  byId("more-filters").open = remembered.more;
  byId("map").open = remembered.map;
  document.querySelectorAll("details.facet").forEach((group) => {
    group.open = remembered.open.has(group.dataset.group);
    group.querySelector(".options").scrollTop = remembered.scrolled.get(group.dataset.group) || 0;
  });
  byId("announced").textContent = byId("count").textContent;
  tray.showTicked?.();
  if (isDone) {
    isDone = false;
    byId("results").scrollIntoView();
    byId("total").focus({ preventScroll: true });
    return;
  }
  const same = [...document.getElementsByName(remembered.name || "-")];
  const ticked = same.find((input) => input.value === remembered.value);
  if (ticked) ticked.focus({ preventScroll: true });
  else if (remembered.isPill) byId("total").focus({ preventScroll: true });
});

document.addEventListener("click", (event) => {
  if (event.target.closest("#to-filters")) byId("filters").open = true;
  if (event.target.closest("#to-map")) byId("map").open = true;
});

/* The old list stays, and the filters say again what it was made with. A card's button stays as it was. */
const refuse = (event, words) => {
  if (isCatalog(event)) {
    const typed = byId("q").value;
    byId("ask").reset();
    byId("q").value = typed;
  }
  const rest = isCatalog(event) ? "The list and its filters are as they were." : "Nothing was saved.";
  byId("refused").innerHTML = '<p class="message message--error"></p>';
  byId("refused").firstChild.textContent = `${words} ${rest}`;
};

document.addEventListener("htmx:sendError", (event) => {
  refuse(event, "The connection is lost. Try again when you are online.");
});

document.addEventListener("htmx:responseError", (event) => {
  const status = event.detail.xhr.status;
  if ([503, 507].includes(status)) return; // those bring their own words
  refuse(event, status === 429
    ? "There were too many requests in a short time. Wait a minute, then try again."
    : "Something went wrong on our side. Try again in a minute.");
});

const openTray = async () => { tray = await import(byId("tray").dataset.script); };

document.addEventListener("change", async ({ target }) => {
  if (!target.closest(".card__compare")) return;
  const isTicked = target.checked;
  await openTray();
  tray.tick(target, isTicked);
});

if (sessionStorage.getItem("compare")) openTray().then(() => tray.showTicked());
