import { all, hear, page } from "./signals.js";

// Server time is performance.now() + offset: a phone whose own clock is wrong, or is set meanwhile, changes nothing.
const apart = () => Date.now() - performance.now();
let offset = apart();
let lastApart = offset;
let doubt = Infinity;
let taken = 0;

export const serverNow = () => performance.now() + offset;

// The server said `now` between our asking (`sent`) and our hearing (`got`): half of the way lies on either side.
export function sample(now, sent, got) {
  const half = (got - sent) / 2;
  const next = now + half - got;
  // A phone's crystal drifts up to 0.2 ms a second: an old sample is worth less.
  const known = doubt + (got - taken) * 2e-4;
  // Samples that contradict each other: the phone slept with its timer stopped, or the server's clock was set.
  if (half > known && Math.abs(next - offset) <= known + half) return;
  offset = next;
  doubt = half;
  taken = got;
  drawClocks();
}

function drawClocks() {
  if (Math.abs(apart() - lastApart) > 1000) {
    // Most likely it slept. The next sample says for certain.
    offset += apart() - lastApart;
    doubt = Infinity;
  }
  lastApart = apart();
  // Every clock of every device turns on the same second.
  const at = Math.floor((serverNow() + 20) / 1000) * 1000;
  for (const clock of all("[data-clock],[data-clock-bar],[data-clock-ring]")) drawClock(clock, clock.dataset, at);
}

function drawClock(clock, data, at) {
  const runs = data.running === "true", planned = Number(data.planned);
  let left = runs ? data.ends - at : Number(data.left);
  if (data.over !== "true") left = Math.max(left, 0);
  const part = planned > 0 ? Math.min(Math.max(left / planned, 0), 1) : 0;
  data.state = left <= 0 ? "over" : !runs ? "paused" : left <= (data.low ?? planned * 0.2) ? "low" : "running";
  if ("clock" in data) {
    const seconds = Math.floor(Math.abs(left) / 1000);
    const said = `${left <= -1000 ? "+" : ""}${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    if (clock.textContent !== said) clock.textContent = said;
  } else if ("clockBar" in data) {
    clock.value = planned * (1 - part);
  } else {
    clock.querySelector(".left").setAttribute("stroke-dasharray", `${(part * 100).toFixed(1)} 100`);
  }
}

function tickClocks() {
  drawClocks();
  setTimeout(tickClocks, 1001 - ((serverNow() + 1) % 1000));
}

export function startClock() {
  // The page's own stamp is only a start: it may have waited in a cache, so any sample of the socket is better.
  if (page.now) offset = page.now - (performance.getEntriesByType("navigation")[0]?.responseStart || 0);
  hear("page:swapped", drawClocks);
  tickClocks();
}
