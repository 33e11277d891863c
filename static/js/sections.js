/* Comfort for the profile: a link to a question opens the section that holds it, in browsers that do not. */
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
