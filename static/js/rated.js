import { boxOf, fill } from "./drafts.js";
import { keptWords } from "./keep.js";
import { all, hear } from "./signals.js";

// A survey's form stays as it is after it was sent, under the same id, and may be sent again. What is chosen survives a
// reload like words do: from the first tap in localStorage, and then in the outbox until the server has it.
const PARTS = ["ratings", "words"];
let sentAs;

const ours = (form) => form?.matches?.("form[data-rated]");
const keyOf = (form) => `${boxOf(form)}:rated`;
const radios = (form) => all("input[type=radio]", form);

// Fields "ratings.s1" and "words.q1" are one field "ratings" and one "words" of what a program would send.
function gather({ target, formData }) {
  if (!ours(target)) return;
  for (const part of PARTS) {
    const said = {};
    for (const [name, value] of [...formData].filter(([name]) => name.startsWith(`${part}.`))) {
      if (value) said[name.slice(part.length + 1)] = part === "ratings" ? Number(value) : value;
      formData.delete(name);
    }
    formData.set(part, JSON.stringify(said));
  }
}

function choose(form, part, said) {
  const touched = new Set(radios(form).flatMap((one) => (one.checked === one.defaultChecked ? [] : one.name)));
  for (const field of form.elements) {
    const value = said[field.name?.slice(part.length + 1)];
    if (value === undefined || !field.name.startsWith(`${part}.`) || touched.has(field.name)) continue;
    if (field.type === "radio") field.checked = field.value === String(value);
    else if (field.value === field.defaultValue) fill(field, value);
  }
}

async function restore(form) {
  const waiting = (await keptWords()).filter((item) => item.box === boxOf(form) && item.state !== "saved").pop();
  let tapped;
  try {
    tapped = JSON.parse(localStorage.getItem(keyOf(form)));
  } catch {}
  const id = waiting?.id || tapped?.id;
  choose(form, "ratings", { ...waiting?.body.ratings, ...tapped?.ratings });
  choose(form, "words", waiting?.body.words || {});
  if (id && !("saved" in form.dataset)) form.elements.id.value = id;
}

function tapped(_, { target }) {
  const { form } = target;
  if (target.type !== "radio" || !ours(form)) return;
  const chosen = radios(form).filter((one) => one.checked);
  const ratings = Object.fromEntries(chosen.map(({ name, value }) => [name.slice(PARTS[0].length + 1), value]));
  try {
    localStorage.setItem(keyOf(form), JSON.stringify({ id: form.elements.id.value, ratings }));
  } catch {}
}

// Before the outbox takes it: what is sent is what the page would bring from now on.
function submitting({ target: form }) {
  if (!ours(form)) return;
  sentAs = form.elements.id.value;
  for (const field of form.elements) {
    if (field.type === "radio") field.defaultChecked = field.checked;
    else if (field.type === "textarea") field.defaultValue = field.value;
  }
  try {
    localStorage.removeItem(keyOf(form));
  } catch {}
}

export function startRated() {
  addEventListener("submit", submitting, true);
  hear("formdata", (_, event) => gather(event));
  hear("change", tapped);
  hear("form:kept", ({ form }) => {
    if (ours(form)) form.elements.id.value = sentAs;
  });
  all("form[data-rated]").forEach(restore);
}
