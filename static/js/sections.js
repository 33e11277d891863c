/* Comfort for the profile: a link to a question opens the section that holds it, in browsers that do not;
   the page's save stays in sight from the first change on. */
"use strict";

const openTarget = () => {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  const section = target && target.closest("details.section");
  if (!section || section.open) return;
  section.open = true;
  target.scrollIntoView();
};

window.addEventListener("hashchange", openTarget);
openTarget();

const form = document.querySelector(".profile__form");
form?.addEventListener("input", () => form.classList.add("is-changed"), { once: true });
