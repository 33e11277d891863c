/* What is ticked to compare stays ticked from page to page: at most four programs, for as long as the tab lives. */
const byId = (id) => document.getElementById(id);
byId("tray").setAttribute("aria-label", "Compare");
byId("tray").innerHTML = '<p class="tray__count" id="tray-count"></p><ul class="tray__list" id="tray-list"></ul>'
  + '<button class="button" id="tray-go">Compare<span class="sr"> ticked programs</span></button>';

const MOST_COMPARED = 4;
const TICKED = "compare";

const readTicked = () => {
  try {
    return new Map(JSON.parse(sessionStorage.getItem(TICKED)) || []);
  } catch {
    return new Map();
  }
};

const keepTicked = (ticked) => {
  try {
    sessionStorage.setItem(TICKED, JSON.stringify([...ticked]));
  } catch {
    /* Without storage the ticks last as long as the page. */
  }
};

const trayItem = ([slug, name]) => {
  const item = document.createElement("li");
  item.innerHTML = '<input type="hidden" name="program"><button type="button" class="pill"><span></span> ×</button>';
  item.firstChild.value = slug;
  item.querySelector("span").textContent = name;
  item.lastChild.dataset.untick = slug;
  item.lastChild.setAttribute("aria-label", `Remove ${name} from compare`);
  return item;
};

export const showTicked = (ticked = readTicked()) => {
  document.querySelectorAll(".card__compare input").forEach((box) => {
    box.checked = ticked.has(box.value);
    box.disabled = !box.checked && ticked.size >= MOST_COMPARED;
  });
  byId("tray").hidden = ticked.size === 0;
  document.documentElement.classList.toggle("has-tray", ticked.size > 0);
  byId("tray-count").textContent = `Compare ${ticked.size} of ${MOST_COMPARED}`;
  byId("tray-go").disabled = ticked.size < 2;
  byId("tray-list").replaceChildren(...[...ticked].map(trayItem));
};

export const tick = (box, isTicked) => {
  const ticked = readTicked();
  const name = box.closest(".card").querySelector(".card__name").textContent.trim();
  if (isTicked) ticked.set(box.value, name);
  else ticked.delete(box.value);
  keepTicked(ticked);
  showTicked(ticked);
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-untick]");
  if (!button) return;
  const ticked = readTicked();
  ticked.delete(button.dataset.untick);
  keepTicked(ticked);
  showTicked(ticked);
  (document.querySelector("[data-untick]") || byId("total")).focus();
});

window.addEventListener("pageshow", () => showTicked());
document.addEventListener("htmx:historyRestore", () => showTicked());
