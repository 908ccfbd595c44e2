import { all, hear, page } from "./signals.js";

// A scene on the wall, and its preview on a desk: text fitted to the stage, the address that phones go to.
// data-fit="14": at most 1/14 of the stage's height, never under 1/28.
export function fitText() {
  for (const el of all("[data-fit]")) {
    const stage = el.closest(".stage")?.clientHeight || innerHeight;
    let low = stage / 28, high = stage / (el.dataset.fit || 14);
    const fits = (size) => {
      el.style.fontSize = `${size}px`;
      return el.scrollHeight <= el.clientHeight + 1 && el.scrollWidth <= el.clientWidth + 1;
    };
    // Too long even so: the second language, if there is one, gives way (wall.css).
    el.classList.remove("too-long");
    el.classList.toggle("too-long", !fits(low));
    if (fits(high)) continue;
    for (let step = 0; step < 7; step += 1) {
      const middle = (low + high) / 2;
      if (fits(middle)) low = middle;
      else high = middle;
    }
    fits(low);
  }
}

// A scene is the same bytes for every wall; under which address phones reach it, only the page knows.
function drawScenes() {
  all("[data-address]").forEach((el) => el !== document.body && (el.textContent = page.address || location.host));
  fitText();
}

export function startScenes() {
  hear("page:swapped", drawScenes);
  addEventListener("resize", fitText);
  document.fonts?.ready.then(fitText);
  drawScenes();
}
