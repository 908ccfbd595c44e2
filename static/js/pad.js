import { fill } from "./drafts.js";
import { all, hear } from "./signals.js";

// The observer's pad: a table that is tapped is where the next initiative was said.
const box = () => document.querySelector("form.new");

// All that was typed and chosen comes back, not the title alone; what stands in a box by now stays before it.
function refill(form, body) {
  for (const field of form.elements) {
    const { type, value, name } = field;
    const sent = body[name.replace("[]", "")];
    if (!sent || name === "title" || type === "hidden") continue;
    if (type === "checkbox") field.checked = [sent].flat().includes(value);
    else if (type === "textarea") fill(field, [value.trim(), sent].filter(Boolean).join("\n"));
    else if (!value || type.startsWith("select")) fill(field, sent);
  }
}

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
  hear("form:back", ({ form, body }) => form === box() && refill(form, body));
}
