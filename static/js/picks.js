import { fill } from "./drafts.js";
import { all, hear, mark } from "./signals.js";
import { say } from "./words.js";

// What is tapped stands, in the order of tapping, in a field of the form that is made from it: kept and restored as words are.
const keyOf = ({ kind, id }) => `${kind}:${id}`;
const picksIn = (field) => JSON.parse(field.value || "[]");
const fieldOf = (form) => [...(form?.elements || [])].find((field) => "picked" in field.dataset);

// The words of what was tapped are a first sentence, until somebody writes a better one.
const wordsFor = (picks) =>
  picks.map((one) => document.getElementById(keyOf(one))?.querySelector(".words")?.textContent || "").join("\n");

function tapped(_, { target }) {
  const { pick, version } = target.dataset;
  const field = pick && fieldOf(target.form);
  if (!field) return;
  const before = picksIn(field);
  const picks = before.filter((one) => keyOf(one) !== pick);
  if (target.checked) {
    const [kind, id] = pick.split(":");
    picks.push({ kind, id, version: Number(version) });
  }
  const box = field.form.elements[field.dataset.fills];
  const untouched = box && box.value.trim() === wordsFor(before).trim();
  fill(field, picks.length ? JSON.stringify(picks) : "");
  if (untouched) fill(box, wordsFor(picks));
}

function show() {
  for (const field of all("[data-picked]")) {
    const picks = picksIn(field).map(keyOf);
    for (const box of field.form.elements) {
      if (!box.dataset.pick) continue;
      const at = picks.indexOf(box.dataset.pick);
      box.checked = at >= 0;
      const nth = box.parentElement.querySelector("[data-nth]");
      if (nth) nth.textContent = at < 0 ? "" : at + 1;
    }
    for (const el of all("[data-picked-say]", field.form)) {
      el.textContent = picks.length ? say(el.dataset.pickedSay, { count: picks.length }) : el.dataset.none;
    }
  }
}

export function startPicks() {
  hear("change", tapped);
  hear("input", (_, { target }) => "picked" in target.dataset && show());
  hear("live:cards", show);
  hear("page:swapped", show);
  // The words wait in the outbox: the form is as new, and the page goes where they will be seen.
  hear("form:kept", ({ form }) => {
    for (const field of form.elements) if (field.type === "radio") field.checked = field.defaultChecked;
    for (const more of all("details[open]", form)) mark(more, "open", null);
    const { then } = form.dataset;
    if (then) document.querySelector(`nav [data-tab="${then}"]`)?.click();
  });
  show();
}
