import { all, hear, mark } from "./signals.js";

// A box that leaves in a list only the rows that hold every word typed, accents aside. Without scripts the browser finds.
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function sift(box) {
  const wanted = plain(box.value).split(/\s+/).filter(Boolean);
  for (const row of all(`[data-list="${box.dataset.find}"] > li`)) {
    const said = plain(row.textContent);
    mark(row, "data-unfound", wanted.every((word) => said.includes(word)) ? null : "");
  }
}

export function startFind() {
  const boxes = all("[data-find]");
  for (const box of boxes) {
    box.hidden = false;
    box.addEventListener("input", () => sift(box));
  }
  hear("live:cards", () => boxes.forEach(sift));
  hear("form:done", ({ form }) => form.matches(".comes") && form.querySelector("input:not([type=hidden])")?.focus());
}
