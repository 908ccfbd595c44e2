import { hear } from "./signals.js";

// The plenary's desk: the key finding that stands on the wall stays in view as it changes, whoever changed it.
export function startPresenting() {
  let last;
  const follow = () => {
    const now = document.querySelector(".key-findings [data-mine~=now]");
    if (!now || now.id === last) return;
    last = now.id;
    const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
    now.scrollIntoView({ block: "nearest", behavior });
  };
  hear("live:cards", follow);
  hear("page:swapped", follow);
  follow();
}
