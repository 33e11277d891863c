/* The board: cards move by mouse and by keyboard. Both send the form that each card has without this script. */
"use strict";

document.documentElement.classList.add("script");
const board = document.querySelector("[data-board]");
const status = document.querySelector("[data-board-status]");
const columns = board ? [...board.querySelectorAll("[data-column]")] : [];
let held = null;

const choices = (card) => [...(card.querySelector("select")?.options || [])].map((option) => option.value);
const open = (card) => columns.filter((column) => choices(card).includes(column.dataset.column));

function mark(card, target) {
  for (const column of columns) {
    column.classList.toggle("is-open", Boolean(card) && open(card).includes(column));
    column.classList.toggle("is-target", column === target);
  }
}

function move(card, column) {
  if (!card || !open(card).includes(column)) return;
  card.querySelector("select").value = column.dataset.column;
  card.querySelector("[data-move-form]").requestSubmit();
}

for (const card of board ? board.querySelectorAll(".ticket:has(select)") : []) {
  card.draggable = true;
  card.querySelector("a").draggable = false;
  card.tabIndex = 0;
  card.setAttribute("aria-label", card.querySelector(".ticket__name").textContent);
}

board?.addEventListener("dragstart", (event) => {
  held = event.target.closest(".ticket");
  event.dataTransfer.setData("text/plain", held.dataset.application);
  mark(held);
});
board?.addEventListener("dragend", () => { held = null; mark(null); });
board?.addEventListener("dragover", (event) => {
  const column = event.target.closest("[data-column]");
  if (held && open(held).includes(column)) { event.preventDefault(); mark(held, column); }
});
board?.addEventListener("drop", (event) => {
  event.preventDefault();
  move(held, event.target.closest("[data-column]"));
});

board?.addEventListener("keydown", (event) => {
  const card = event.target;
  if (!card.matches(".ticket")) return;
  const places = open(card);
  const here = places.findIndex((column) => column.classList.contains("is-target"));
  if (event.key === "Enter") move(card, places[here]);
  else if (event.key === "Escape") mark(null);
  else if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
    event.preventDefault();
    const next = places[Math.min(places.length - 1, Math.max(0, here + (event.key === "ArrowRight" ? 1 : -1)))];
    mark(card, next);
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
    status.textContent = `Enter moves it to ${next.dataset.label}.`;
  }
});
board?.addEventListener("focusout", () => mark(null));
