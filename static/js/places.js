import { all, hear, mark } from "./signals.js";

// The hall changes while a page is open: who was seated at another table is told so, and goes there with one tap. What
// is said of one's own way through an item's rounds stands on every page of its tables.
export function startPlaces() {
  const lead = () => {
    for (const list of all("[data-places], [data-ways]")) {
      const { item, table } = list.dataset;
      let told = false;
      for (const card of list.children) {
        const { ofItem, place } = card.dataset;
        const here = ofItem === item && (!place || place !== table);
        mark(card, "hidden", here ? null : "");
        told ||= here;
      }
      mark(list, "hidden", told ? null : "");
    }
  };
  hear("live:cards", lead);
  hear("page:swapped", lead);
  lead();
}
