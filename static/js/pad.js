import { all, hear } from "./signals.js";

// The observer's pad: a table that is tapped is where the next initiative was said.
const box = () => document.querySelector("form.new");

export function startPad() {
  hear("click", (_, event) => {
    const at = event.target.closest("[data-note-at]");
    const place = at && box()?.querySelector("[data-said-at]");
    if (!place || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    place.value = at.dataset.noteAt;
    box().elements.title.focus();
  });
  // What was sent belongs to that initiative; the next one is of the same table and in the same language.
  hear("form:kept", ({ form }) => {
    if (form !== box()) return;
    form.elements.lead.value = form.elements.by_when.value = "";
    for (const tick of all("[type=checkbox]", form)) tick.checked = false;
    form.elements.title.focus();
  });
}
