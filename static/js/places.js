import { all, hear, mark } from "./signals.js";

// The hall changes while a page is open: who was seated at another table is told so, and goes there with one tap.
export function startPlaces() {
  const lead = () => {
    for (const list of all("[data-places]")) {
      const { item, table } = list.dataset;
      let moved = false;
      for (const card of list.children) {
        const here = card.dataset.ofItem === item && card.dataset.place !== table;
        mark(card, "hidden", here ? null : "");
        moved ||= here;
      }
      mark(list, "hidden", moved ? null : "");
    }
  };
  hear("live:cards", lead);
  hear("page:swapped", lead);
  lead();
}
