/* Comfort for texts to copy: a button that puts a text on the clipboard.
   Without this script the button is not shown, and the text is there to select. */
"use strict";

document.documentElement.classList.add("script");

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  field.select();
  let words = "Copied.";
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    words = "It is selected. Copy it with your keyboard or by a long press.";
  }
  button.parentElement.querySelector("[data-copied]").textContent = words;
});
