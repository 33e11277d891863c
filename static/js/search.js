/* Comfort for the search beside a form: a search that cannot be made says so, and what stands there stays. */
"use strict";

const refuse = (words) => {
  document.getElementById("refused").innerHTML = '<p class="message message--error"></p>';
  document.getElementById("refused").firstChild.textContent = words;
};

document.addEventListener("htmx:sendError", () => refuse("The connection is lost. Try again when you are online."));

document.addEventListener("htmx:responseError", (event) => {
  if ([503, 507].includes(event.detail.xhr.status)) return; // those bring their own words
  refuse("The search did not work. Try again in a minute.");
});

document.addEventListener("htmx:afterSwap", () => { document.getElementById("refused").textContent = ""; });
