import { fill } from "./drafts.js";
import { all, hear, mark } from "./signals.js";

// What other tables found. The phone follows whose turn it is; a tap on a table roams, one on the reporting table comes back.
export function startHeard() {
  const list = document.querySelector("[data-heard]");
  if (!list) return;
  const form = document.querySelector("[data-comments]");
  // "" follows; else "all", or a table's number
  let looking = "";

  const turn = () => document.querySelector("[data-turn-of]")?.dataset.turnOf.split(" ") || [];

  const draw = () => {
    const shown = looking === "all" ? [] : looking ? [looking] : turn();
    let count = 0;
    for (const card of list.children) {
      const out = shown.length > 0 && !shown.includes(card.dataset.table);
      mark(card, "hidden", out ? "" : null);
      count += !out;
    }
    list.dataset.count = count;
    for (const button of all("[data-look]")) {
      const { look } = button.dataset;
      if (look) mark(button, "aria-pressed", String(shown.length ? shown.includes(look) : look === "all"));
      else button.hidden = !looking || !turn().length;
    }
    // Comments come from the other tables.
    const seats = document.querySelector("[data-seat]")?.dataset.seat.split(" ") || [];
    for (const link of all("[data-of-table]", list)) mark(link, "hidden", seats.includes(link.dataset.ofTable) ? "" : null);
    about();
  };

  // One box for comments, which says of which finding: that stands in a field, kept and restored as words are.
  const about = () => {
    const words = document.getElementById(`finding:${form.elements.finding.value}`)?.querySelector(".words");
    form.hidden = !words;
    form.querySelector("[data-quote]").textContent = words?.textContent || "";
  };

  hear("click", (_, event) => {
    const look = event.target.closest("[data-look]");
    const link = event.target.closest("[data-comment-on]");
    if (look) {
      looking = turn().includes(look.dataset.look) ? "" : look.dataset.look;
      draw();
    } else if (event.target.closest("[data-close]")) {
      fill(form.elements.finding, "");
    } else if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      fill(form.elements.finding, link.dataset.commentOn);
      form.querySelector("[type=radio]").focus({ preventScroll: true });
    }
  });
  hear("input", (_, { target }) => target === form.elements.finding && about());
  hear("live:cards", draw);
  hear("page:swapped", draw);
  const looks = document.querySelector("[data-looks]");
  looks.hidden = looks.children.length < 3;
  draw();
}
