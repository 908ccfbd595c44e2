import { all, hear, mark } from "./signals.js";

// A list that may be read in another order than it comes in: by a number that stands on each card (data-support), the largest
// first; of equals as they come. The choice is this page's, and holds while cards come and go.
let by = "";

function sort(list) {
  const cards = Array.from(list.children).filter((card) => card.dataset.key);
  const numberOf = (card) => (by ? Number(card.dataset[by]) : 0);
  const rankOf = ({ dataset }) => `${dataset.order} ${dataset.key}`;
  const wanted = [...cards].sort((a, b) => numberOf(b) - numberOf(a) || (rankOf(a) < rankOf(b) ? -1 : 1));
  if (wanted.every((card, at) => card === cards[at])) return;
  const focus = document.activeElement;
  for (const card of wanted) list.append(card);
  if (list.contains(focus)) focus.focus({ preventScroll: true });
}

function draw() {
  all("[data-ordered]").forEach(sort);
  for (const choice of all("[data-order-by]")) {
    const on = choice.dataset.orderBy === by;
    if (choice.tagName === "A") mark(choice, "aria-current", on ? "true" : null);
    else mark(choice, "aria-pressed", String(on));
  }
}

export function startOrders() {
  by = document.querySelector("[data-ordered]")?.dataset.ordered || "";
  hear("click", (_, event) => {
    const choice = event.target.closest("[data-order-by]");
    if (!choice || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    by = choice.dataset.orderBy;
    if (choice.href) history.replaceState(history.state, "", choice.href);
    draw();
  });
  hear("live:cards", draw);
  draw();
}
