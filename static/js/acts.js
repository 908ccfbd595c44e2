import { wordsOf } from "./drafts.js";
import { hear } from "./signals.js";

// An act is held until the page shows what came of it: pressed again before, it is the same press, and is not sent twice.
const LONGEST = 2000;
const REACTION = 300;
const held = new Set();
let seen = 0, last = "";

// What a form would say, but for its fresh id: other words, or another choice, are another act.
function saidBy(form, button) {
  const said = new FormData(form);
  for (const name of ["id", button?.name]) if (name) said.delete(name);
  return JSON.stringify([wordsOf(form), new URLSearchParams(said).toString()]);
}

const seqOf = (thing) => Number(document.getElementById(thing)?.dataset.seq ?? Infinity);
// A button may have turned round meanwhile, from showing to hiding: its key, or its place, is the same.
const isSame = (one, other) =>
  one.said === other.said &&
  (one.button === other.button || (one.key && one.key === other.key && one.thing === other.thing && one.action === other.action));

function actOf({ form, submitter: button, method }) {
  if (!form || method !== "POST") return undefined;
  const { dataset = {} } = button || {};
  const action = form.getAttribute("action");
  const thing = form.closest("[data-key]")?.dataset.key || "";
  return { form, button: button || form, key: dataset.keyShortcut, thing, was: seqOf(thing), action, said: saidBy(form, button) };
}

function wish({ ctx }, event) {
  const act = actOf(ctx.request);
  if (!act) return;
  if ([...held].some((one) => isSame(one, act))) return event.preventDefault();
  held.add((ctx.act = act));
}

function free(act) {
  clearTimeout(act.longest);
  held.delete(act);
}

const begun = ({ ctx: { act } }) => act && (act.begun = true);

// Of what waits for its turn htmx lets one go out, and forgets the others.
function forgotten(form) {
  for (const act of held) if (act.form === form && !act.begun) free(act);
}

function answered({ ctx: { act, response } }) {
  if (!act) return;
  setTimeout(forgotten, 0, act.form);
  const seq = Number(new Headers(response?.headers).get("sobremesa-seq"));
  if (response?.status !== 204 || !seq || seq <= seen) return free(act);
  act.seq = seq;
  act.longest = setTimeout(free, LONGEST, act);
}

function showed({ seq }) {
  seen = Math.max(seen, seq);
  for (const act of held) {
    // The card itself may be quicker than the answer: who sees it knows what the next press means.
    if (!(act.seq <= seen || (act.thing && seqOf(act.thing) > act.was))) continue;
    // Its card went away, and the focus to the next one: a second press meant the first, nobody is so quick.
    if (act.button.isConnected) free(act);
    else act.longest = setTimeout(free, REACTION, act);
  }
}

// Pressed twice with nothing in between, a key means what it meant.
function keyPressed(event) {
  const key = event.key.toLowerCase();
  const again = key === last;
  last = key;
  if (/^(TEXTAREA|INPUT|SELECT)$/.test(event.target.tagName) || !again) return;
  if ([...held].some((act) => act.key?.toLowerCase() === key)) event.stopImmediatePropagation();
}

export function startActs() {
  document.addEventListener("keydown", keyPressed, true);
  hear("htmx:config:request", wish);
  hear("htmx:before:request", begun);
  hear("htmx:finally:request", answered);
  hear("live:seen", showed);
}
