import { all, hear, mark } from "./signals.js";

// Who follows the text is taken along to what is discussed. Whoever reads elsewhere stays there, and comes back with one tap.
const way = () => document.querySelector("[data-back-to]");
const place = () => document.getElementById(way()?.dataset.backTo || "");
const inView = (el) => {
  const { top, bottom } = el.getBoundingClientRect();
  return bottom > 80 && top < innerHeight - 80;
};
let there = "", following = true, until = 0, soon;

function go() {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  place()?.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
  following = true;
}

function follow() {
  const at = way()?.dataset.backTo || "";
  if (at !== there) until = performance.now() + 1500;
  else if (performance.now() > until) return;
  there = at;
  const { activeElement: box } = document;
  if (!following || !place() || (/^text/.test(box?.type) && box.value)) return;
  // Cards come in a burst, and each holds the line that was read, which ends a scroll under way: the last one starts it.
  clearTimeout(soon);
  soon = setTimeout(go, 100);
}

// Scrolled by hand: away from what is discussed is roaming, back to it is following.
const moved = () => {
  until = 0;
  clearTimeout(soon);
  if (place()) following = inView(place());
  for (const link of all("[data-back-to]")) mark(link, "data-there", place() && inView(place()) ? "" : null);
};

export function startFollowing() {
  for (const name of ["wheel", "touchmove", "keyup"]) addEventListener(name, () => setTimeout(moved, 300), { passive: true });
  hear("click", (_, event) => {
    if (!event.target.closest("[data-back-to]") || !place()) return;
    event.preventDefault();
    go();
  });
  hear("live:cards", follow);
  hear("page:swapped", follow);
  follow();
}
