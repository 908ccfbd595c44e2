import { keysOn } from "./keys.js";
import { fitText } from "./scenes.js";
import { all, hear, page } from "./signals.js";
import { switchTheme } from "./theme.js";

// The projector: a handful of keys, a screen that stays awake.
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
  pointerMoved();
  stayAwake();
}
