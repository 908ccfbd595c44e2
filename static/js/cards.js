import { all, emit, mark } from "./signals.js";
import { say } from "./words.js";

/* global htmx */
// Puts cards into the page's lists: by key, in list order, never an older version over a newer one.
const listsOf = (room) => all("[data-list]").filter((list) => list.dataset.room === room);
const cardsOf = (list) => Array.from(list.children).filter((child) => child.dataset.key);

// By order, then key, as bytes of UTF-8; JavaScript's own < takes UTF-16 and differs above U+FFFF.
const rank = ({ order = "", key }) => unescape(encodeURIComponent(`${order}\0${key}`));

function placeOf(cards, card) {
  let low = 0, high = cards.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rank(cards[middle].dataset) < rank(card)) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function put(room, cards, full) {
  const touched = new Set(cards.map((card) => card.key));
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches || cards.length > 8;
  const release = listsOf(room).map((list) => {
    const release = hold(list, touched);
    let there = cardsOf(list);
    for (const card of cards) settle(list, there, card, still);
    if (full) there = there.filter((el) => touched.has(el.dataset.key) || takeAway(el));
    list.dataset.count = there.length;
    return release;
  });
  dress();
  release.forEach((act) => act());
  emit("live:cards", { room });
  new Set(cards.map((card) => card.key.split(":")[0])).forEach((kind) => emit(`card:${kind}`, { room }));
}

function settle(list, there, card, still) {
  const at = there.findIndex((el) => el.dataset.key === card.key);
  const old = there[at];
  if (old && old.dataset.seq > card.seq) return;
  if (old) there.splice(at, 1);
  if (card.html == null || card.list !== list.dataset.list) {
    if (old) takeAway(old);
    return;
  }
  const to = placeOf(there, card);
  const before = there[to - 1], next = there[to];
  const [target, swap] =
    old ? [old, "outerMorph"] : next ? [next, "beforebegin"] : before ? [before, "afterend"] : [list, "beforeend"];
  htmx.swap({ target, swap, text: card.html });
  const el = cardsOf(list).find((one) => one.dataset.key === card.key);
  if (!el) return;
  el.dataset.seq = card.seq;
  el.dataset.order = card.order;
  there.splice(to, 0, el);
  if (old && to !== at) {
    const focus = document.activeElement;
    list.insertBefore(el, next || before.nextSibling);
    if (el.contains(focus)) focus.focus({ preventScroll: true });
  }
  if (old || still) return;
  el.classList.add("arrived");
  // Taken off again, or a later move would play the fade once more.
  setTimeout(() => el.classList.remove("arrived"), 400);
}

function takeAway(el) {
  const neighbour = el.nextElementSibling || el.previousElementSibling;
  const focused = el.contains(document.activeElement);
  htmx.swap({ target: el, text: "", swap: "delete" });
  if (focused) neighbour?.querySelector("a,button,[tabindex]")?.focus({ preventScroll: true });
}

// Lists of these rooms become what they are in a freshly fetched page.
export function refill(fetched, rooms) {
  for (const list of all("[data-list]").filter((one) => rooms.has(one.dataset.room))) {
    const release = hold(list);
    const fresh = all("[data-list]", fetched).find(
      ({ dataset }) => dataset.room === list.dataset.room && dataset.list === list.dataset.list,
    );
    if (fresh) htmx.swap({ target: list, text: fresh.innerHTML, swap: "innerMorph" });
    list.dataset.count = cardsOf(list).length;
    release();
  }
  dress();
  emit("live:cards", {});
}

// Whoever scrolled keeps reading the same line. Safari has no scroll anchoring, so it is done here for everybody.
function hold(list, touched = new Set()) {
  const root = document.scrollingElement;
  let box = list;
  while (box && !(box.scrollHeight > box.clientHeight && /auto|scroll/.test(getComputedStyle(box).overflowY))) {
    box = box.parentElement;
  }
  const top = box && box !== root ? box.getBoundingClientRect().top : 0;
  box ||= root;
  box.style.overflowAnchor = "none";
  const line = (el) => el.getBoundingClientRect();
  if (box.scrollTop > 0) {
    if ("follow" in list.dataset && box.scrollHeight - box.scrollTop - box.clientHeight < 40) {
      return () => (box.scrollTop = box.scrollHeight);
    }
    const end = line(list).bottom;
    const seen = cardsOf(list).filter((card) => !touched.has(card.dataset.key) && line(card).bottom > top).slice(0, 5);
    const were = seen.map((card) => line(card).top);
    if (line(list).top < top) {
      return () => {
        const n = seen.findIndex((card) => card.isConnected);
        if (n >= 0) box.scrollTop += line(seen[n]).top - were[n];
        else if (end <= top) box.scrollTop += line(list).bottom - end;
      };
    }
  }
  return () => {};
}

// What is mine, who writes where and what the phase allows is no part of a card: it is put on after each morph.
export function dress() {
  const marks = {};
  for (const el of all("[data-marks]")) {
    for (const [key, own] of Object.entries(JSON.parse(el.dataset.marks))) (marks[key] ??= []).push(...own);
  }
  for (const el of all("[data-key]")) {
    mark(el, "data-mine", [...new Set(marks[el.dataset.key])].sort().join(" ") || null);
  }
  for (const button of all("[data-mark]")) {
    const own = marks[button.closest("[data-key]")?.dataset.key] || [];
    mark(button, "aria-pressed", String(own.includes(button.dataset.mark)));
  }
  for (const region of all("[data-abilities-of]")) {
    const phase = document.getElementById(`phase:${region.dataset.abilitiesOf}`);
    if (phase) mark(region, "data-abilities", phase.dataset.abilities || "");
  }
  for (const line of all("[data-editing-of]")) {
    const by = editors[line.dataset.editingOf];
    line.hidden = !by;
    line.textContent = by ? say("editing", { by }) : "";
  }
}

const editors = {}, fading = {};

export function editing(key, by) {
  clearTimeout(fading[key]);
  editors[key] = by;
  if (by) fading[key] = setTimeout(editing, 8000, key);
  dress();
}

export function present(room, count) {
  for (const el of all("[data-present-of]").filter((one) => one.dataset.presentOf === room)) {
    el.textContent = el.dataset.say ? say(el.dataset.say, { count }) : count;
  }
}
