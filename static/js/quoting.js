import { fill } from "./drafts.js";
import { all, hear, mark } from "./signals.js";

// The words of a paragraph as a list to choose from: the first and the last by tap or space bar, a stretch by selecting it. What
// is chosen stands in the form's box, from where it is sent; what is typed there is chosen here.
const EDGE = ",.;:!?…";
let form, box, picking, list, words, text;
let first = -1;
let last = -1;
let proposed = "";

const chosen = (name) => form.elements[name]?.value;

function dressed(paragraph) {
  const said = paragraph.textContent;
  const items = [];
  const parts = said.split(/(\s+)/).map((part) => {
    if (!part.trim()) return part;
    const word = document.createElement("span");
    word.className = "word";
    mark(word, "role", "option");
    word.tabIndex = -1;
    word.textContent = part;
    items.push(word);
    return word;
  });
  paragraph.replaceChildren(...parts);
  mark(paragraph, "aria-label", paragraph.dataset.label);
  mark(paragraph, "aria-describedby", "pick-keys");
  return { paragraph, said, items };
}

function places() {
  let at = 0;
  return words.map((word) => {
    const start = text.indexOf(word.textContent, at);
    at = start + word.textContent.length;
    return [start, at];
  });
}

const unclosed = (said) => {
  let depth = 0;
  let loose = 0;
  for (const letter of said) {
    if (letter === "[") depth += 1;
    if (letter === "]") depth ? (depth -= 1) : (loose += 1);
  }
  return [depth, loose];
};

// Words without what belongs to the sentence around them: its commas, and a bracket whose other half is elsewhere.
function stretch() {
  const found = places();
  let start = found[first][0];
  let end = found[last][1];
  if (!first && last === words.length - 1) return [start, end];
  for (;;) {
    const said = text.slice(start, end);
    const [depth, loose] = unclosed(said);
    if (said.length < 2) return [start, end];
    if (depth && said[0] === "[") start += 1;
    else if (loose && said[said.length - 1] === "]") end -= 1;
    else if (EDGE.includes(said[said.length - 1])) end -= 1;
    else return [start, end];
  }
}

function shown() {
  words.forEach((word, n) => {
    const within = n >= first && n <= last && first >= 0;
    mark(word, "aria-selected", String(within));
  });
  picking.dataset.state = first < 0 ? "none" : first === last ? "one" : "some";
}

// A replacement begins with the words that it replaces, until somebody writes others.
function propose() {
  const field = form.elements.text;
  if (field.value && field.value !== proposed) return;
  proposed = chosen("kind") === "replace" ? box.value : "";
  fill(field, proposed);
}

function choose(from, to) {
  first = Math.min(from, to);
  last = Math.max(from, to);
  let quote = "";
  let nth = "";
  if (first >= 0) {
    const [start, end] = stretch();
    quote = text.slice(start, end);
    nth = text.slice(0, start).split(quote).length;
  }
  shown();
  form.elements.occurrence.value = nth;
  if (box.value !== quote) fill(box, quote);
  propose();
}

function tapped(n) {
  if (first >= 0 && first === last && n !== first) choose(first, n);
  else choose(n, n);
  go(n);
}

function go(n) {
  const to = words[Math.min(Math.max(n, 0), words.length - 1)];
  words.forEach((word) => (word.tabIndex = word === to ? 0 : -1));
  to.focus({ preventScroll: true });
}

// Whoever taps between two words means the nearer one.
function nearest({ clientX, clientY }) {
  const far = words.map((word) => {
    const at = word.getBoundingClientRect();
    return (
      Math.max(at.left - clientX, clientX - at.right, 0) + 9 * Math.max(at.top - clientY, clientY - at.bottom, 0)
    );
  });
  return far.indexOf(Math.min(...far));
}

function pressed(event) {
  const at = words.indexOf(document.activeElement);
  const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: words.length }[
    event.key
  ];
  if (at < 0) return;
  if (event.key === " " || event.key === "Enter") tapped(at);
  else if (event.key === "Escape") choose(-1, -1);
  else if (to === undefined) return;
  else {
    const next = Math.min(Math.max(to, 0), words.length - 1);
    if (event.shiftKey) choose(first < 0 ? at : at === first ? last : first, next);
    go(next);
  }
  event.preventDefault();
}

function selected() {
  const selection = getSelection();
  if (selection.isCollapsed || !selection.rangeCount) return;
  const within = words.map((word) => selection.containsNode(word, true));
  if (within.includes(true)) choose(within.indexOf(true), within.lastIndexOf(true));
}

// What was typed into the box, or came back after a reload, is shown as chosen where it stands.
function quoted() {
  const quote = box.value.trim();
  const nth = Number(form.elements.occurrence.value) || 1;
  if (first >= 0) {
    const [from, to] = stretch();
    if (quote === text.slice(from, to) && nth === text.slice(0, from).split(quote).length) return;
  }
  let start = -1;
  for (let n = 0; quote && n < nth; n += 1) start = text.indexOf(quote, start + 1);
  const found = places();
  const meets = ([from, to]) => start >= 0 && from < start + quote.length && to > start;
  first = found.findIndex(meets);
  last = first < 0 ? -1 : first + found.filter(meets).length - 1;
  if (start < 0) form.elements.occurrence.value = "";
  shown();
}

function began(dresses) {
  form.dataset.kind = chosen("kind");
  const tag = chosen("language");
  const now = dresses.find(({ paragraph }) => paragraph.dataset.quotable === tag) || dresses[0];
  for (const { paragraph, items } of dresses) {
    const on = now.paragraph === paragraph && chosen("kind") !== "paragraph";
    mark(paragraph, "role", on ? "listbox" : null);
    mark(paragraph, "aria-multiselectable", on ? "true" : null);
    mark(paragraph, "data-pickable", on ? "" : null);
    items.forEach((word, n) => {
      mark(word, "role", on ? "option" : null);
      mark(word, "aria-selected", null);
      word.tabIndex = on && !n ? 0 : -1;
    });
  }
  picking.hidden = chosen("kind") === "paragraph";
  [list, words, text] = [now.paragraph, now.items, now.said];
}

export function startQuoting() {
  form = document.querySelector("form.propose");
  picking = document.querySelector("[data-picking]");
  if (!form || !picking) return;
  box = form.elements.quote;
  for (const one of all("[data-unscripted]")) one.hidden = true;
  document.getElementById("pick-keys").hidden = false;
  const dresses = all("[data-quotable]").map(dressed);
  began(dresses);
  quoted();
  let waiting;
  hear("selectionchange", () => {
    clearTimeout(waiting);
    waiting = setTimeout(selected, 250);
  });
  hear("click", (_, event) => {
    if (event.target.closest?.("[data-pick-none]")) choose(-1, -1);
    else if (list.contains(event.target) && getSelection().isCollapsed) tapped(nearest(event));
  });
  hear("keydown", (_, event) => list.contains(event.target) && pressed(event));
  hear("input", (_, { target, isTrusted }) => {
    const keeps = target.dataset?.keeps;
    if (target === box || target === form.elements.occurrence) {
      if (isTrusted) form.elements.occurrence.value = "";
      quoted();
    } else if (keeps && form.elements[keeps] && target.value && !isTrusted) {
      form.elements[keeps].value = target.value;
      began(dresses);
      quoted();
    }
  });
  hear("change", (_, { target }) => {
    if (target.form !== form || !["kind", "language"].includes(target.name)) return;
    began(dresses);
    if (target.name === "language") choose(-1, -1);
    else propose();
    shown();
    for (const kept of form.querySelectorAll("[data-keeps]")) fill(kept, chosen(kept.dataset.keeps) || "");
  });
}
