import { keysOn } from "./keys.js";
import { all, hear, page } from "./signals.js";
import { switchTheme } from "./theme.js";

// The projector: text fitted to the screen, a handful of keys, a screen that stays awake.
// data-fit="14": at most 1/14 of the screen's height, never under 1/28.
function fitText() {
  for (const el of all("[data-fit]")) {
    let low = innerHeight / 28, high = innerHeight / (el.dataset.fit || 14);
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

// A scene of several parts ([data-step]) is walked through on the wall itself.
function walkSteps(by) {
  const steps = all("[data-step]");
  const at = steps.findIndex((step) => !step.hidden) + by;
  if (!steps[at]) return;
  steps.forEach((step, n) => (step.hidden = n !== at));
  fitText();
}

const flip = (name) => (page[name] = String(page[name] !== "true"));

function fullScreen() {
  const root = document.documentElement;
  if (document.fullscreenElement || document.webkitFullscreenElement) {
    (document.exitFullscreen || document.webkitExitFullscreen).call(document);
  } else {
    (root.requestFullscreen || root.webkitRequestFullscreen)?.call(root);
  }
}

const WALL_KEYS = {
  f: fullScreen,
  d: switchTheme,
  h: () => flip("blank"),
  l: () => (flip("two"), fitText()),
  q: () => flip("code"),
  "?": () => flip("help"),
  " ": () => walkSteps(1),
  arrowright: () => walkSteps(1),
  arrowleft: () => walkSteps(-1),
};

function wallKeyPressed(event) {
  // keys.js came first: a page that may drive the stage has its own buttons for these keys.
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !keysOn()) return;
  const act = WALL_KEYS[event.key.toLowerCase()];
  if (!act || (event.key === " " && event.target.closest("button,a,input"))) return;
  event.preventDefault();
  act();
}

async function stayAwake() {
  try {
    // Only there in a secure context.
    if (!document.hidden) await navigator.wakeLock?.request("screen");
  } catch {}
}

// A scene is the same bytes for every wall; under which address phones reach it, only this page knows.
function sayAddress() {
  all("[data-address]").forEach((el) => el !== document.body && (el.textContent = page.address || location.host));
}

let idle;
function pointerMoved() {
  delete page.idle;
  clearTimeout(idle);
  idle = setTimeout(() => (page.idle = "true"), 3000);
}

export function startWall() {
  document.addEventListener("keydown", wallKeyPressed);
  document.addEventListener("pointermove", pointerMoved);
  hear("visibilitychange", stayAwake);
  hear("page:swapped", sayAddress);
  hear("page:swapped", fitText);
  addEventListener("resize", fitText);
  document.fonts?.ready.then(fitText);
  pointerMoved();
  stayAwake();
  sayAddress();
  fitText();
}
