import { all, hear, mark } from "./signals.js";

// Who follows the text is taken along to what is discussed. Whoever reads elsewhere stays there, and comes back with one tap.
const way = () => document.querySelector("[data-back-to]");
const place = () => document.getElementById(way()?.dataset.backTo || "");
const inView = (el) => {
  const { top, bottom } = el.getBoundingClientRect();
  return bottom > 80 && top < innerHeight - 80;
};
let there = "", following = true;

function go() {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  place()?.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
  following = true;
}

function follow() {
  const at = way()?.dataset.backTo || "";
  if (at === there) return;
  there = at;
  const { activeElement: box } = document;
  if (following && place() && !(/^text/.test(box?.type) && box.value)) go();
}

// Scrolled by hand: away from what is discussed is roaming, back to it is following.
const moved = () => {
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
