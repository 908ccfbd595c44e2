import { all, hear, page } from "./signals.js";

// What stands in a box is kept per forum, address and kind, from the first letter until it is sent.
const BOXES = "form[data-outbox],form[data-draft]";
const restored = new WeakSet();
const waiting = new Map();

export const boxOf = (form) =>
  ["draft", page.forum, form.getAttribute("action"), form.dataset.outbox || form.dataset.draft].join(":");

const fieldsOf = (form) => [...form.elements].filter((field) => field.name && /^text/.test(field.type));

export const wordsOf = (form) => Object.fromEntries(fieldsOf(form).map((field) => [field.name, field.value]));

const typed = (field) => field.value !== field.defaultValue;

export function fill(field, words) {
  field.value = words;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

export function saveDraft(form) {
  clearTimeout(waiting.get(form));
  waiting.delete(form);
  try {
    // What is only as the page brought it needs no keeping.
    if (fieldsOf(form).some(typed)) {
      localStorage.setItem(boxOf(form), JSON.stringify({ id: form.elements.id?.value, words: wordsOf(form) }));
    } else {
      localStorage.removeItem(boxOf(form));
    }
  } catch {}
}

function restoreDrafts() {
  for (const form of all(BOXES).filter((one) => !restored.has(one))) {
    restored.add(form);
    try {
      const { id, words } = JSON.parse(localStorage.getItem(boxOf(form)));
      // A form that navigates cannot tell here that it was taken: the page that came instead can.
      if (form.dataset.sent?.includes(id)) {
        localStorage.removeItem(boxOf(form));
        continue;
      }
      for (const field of fieldsOf(form)) {
        if (typed(field) || !(field.name in words)) continue;
        fill(field, words[field.name]);
        // The same id as before: were these words sent after all, the server sees a repeat and not a second answer.
        if (id && form.elements.id) form.elements.id.value = id;
      }
    } catch {}
  }
}

// Takes words that went out out of the boxes, unless something else was typed meanwhile.
export function clearBox(form, sent) {
  for (const field of fieldsOf(form)) if (field.value === sent[field.name]) fill(field, field.defaultValue);
  saveDraft(form);
}

export function startDrafts() {
  restoreDrafts();
  hear("page:swapped", restoreDrafts);
  hear("input", (_, { target: { form } }) => {
    if (!form?.matches(BOXES)) return;
    clearTimeout(waiting.get(form));
    waiting.set(form, setTimeout(saveDraft, 300, form));
  });
  // A phone that locks or kills the tab says at most this.
  const flush = () => [...waiting.keys()].forEach(saveDraft);
  hear("visibilitychange", flush);
  addEventListener("pagehide", flush);
}
