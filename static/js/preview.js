import { foreign } from "./forms.js";
import { hear } from "./signals.js";

/* global htmx */
// form[data-preview]: what it would come to, asked of the server as one types, into [data-previewed]. Nothing is filed.
let form, place, waiting;
let asked = 0;

async function ask() {
  const turn = ++asked;
  try {
    const sent = { method: "POST", body: new URLSearchParams(new FormData(form)), headers: { "HX-Request": "true" } };
    const answer = await fetch(form.dataset.preview, sent);
    const text = answer.ok && !answer.redirected ? await answer.text() : "";
    if (turn === asked) htmx.swap({ target: place, text: foreign(text) ? "" : text, swap: "innerHTML" });
  } catch {
    // Without a network there is no preview, and what was typed stays.
  }
}

function typed(_, { target }) {
  if (target.form !== form) return;
  clearTimeout(waiting);
  waiting = setTimeout(ask, 350);
}

export function startPreview() {
  form = document.querySelector("form[data-preview]");
  place = form?.querySelector("[data-previewed]");
  if (!place) return;
  hear("input", typed);
  hear("change", typed);
  if (["quote", "text"].some((name) => form.elements[name].value)) ask();
}
