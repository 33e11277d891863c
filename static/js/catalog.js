/* Comfort for the list page; everything works without it.
   After htmx swaps the catalog, filters that stood open stay open, lists keep their place,
   and the keyboard stays on the option that was ticked. "Show programs" closes the filters of a
   small screen and goes to the results. */
"use strict";

document.documentElement.classList.add("script");

const remembered = { open: new Set(), scrolled: new Map(), filters: false, name: "", value: "" };
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
  remembered.filters = document.getElementById("filters").open && !isDone;
  remembered.name = document.activeElement.name;
  remembered.value = document.activeElement.value;
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (!isCatalog(event)) return;
  document.getElementById("filters").open = remembered.filters;
  document.querySelectorAll("details.facet").forEach((group) => {
    group.open = remembered.open.has(group.dataset.group);
    group.querySelector(".options").scrollTop = remembered.scrolled.get(group.dataset.group) || 0;
  });
  if (isDone) {
    isDone = false;
    document.getElementById("results").scrollIntoView();
    document.getElementById("total").focus({ preventScroll: true });
    return;
  }
  const same = [...document.getElementsByName(remembered.name || "-")];
  const ticked = same.find((input) => input.value === remembered.value);
  if (ticked) ticked.focus({ preventScroll: true });
});
