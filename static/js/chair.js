import { all, hear } from "./signals.js";

// Beside the chair's text: how many paragraphs are ticked stands in the button itself, and an address is copied.
const form = () => document.getElementById("keep-silence");
const ticks = () => all('input[name="paragraph"]', form());

function count() {
  if (!form()) return;
  const ticked = ticks().filter((tick) => tick.checked).length;
  const parts = ["[data-unticks]", "[data-of-all]", "[data-of-some]", "[data-ticked]"];
  const [whole, of, some, number] = parts.map((one) => form().querySelector(one));
  for (const said of all("[data-unscripted]", form())) said.hidden = true;
  whole.checked = !ticked;
  of.hidden = ticked > 0;
  some.hidden = !ticked;
  if (number.textContent !== String(ticked)) number.textContent = ticked;
}

// What copies without a selection is for pages behind TLS alone, and a venue's server has none.
function copied(field) {
  field.select();
  return document.execCommand("copy");
}

export function startChair() {
  hear("change", (_, { target }) => {
    if (!target.form || target.form !== form()) return;
    if (target.matches("[data-unticks]")) ticks().forEach((tick) => (tick.checked = false));
    count();
  });
  hear("page:swapped", count);
  hear("click", (_, { target }) => {
    const button = target.closest("[data-copies]");
    if (!button || !copied(document.getElementById(button.dataset.copies))) return;
    const [before, after] = all("span", button);
    before.hidden = true;
    after.hidden = false;
  });
  count();
}
