import { serverNow } from "./clock.js";
import { all, hear, mark, page } from "./signals.js";

// A phone follows the phase: data-views says which view each phase opens. A tap on a tab roams; one tap comes back.
export function startViews() {
  if (!page.views) return;
  const views = JSON.parse(page.views);
  const phase = () => document.querySelector("[data-phase]")?.dataset || {};
  // The first is opened; on the others one is not roaming either. A table that has the floor reports what it found.
  const floor = () => (document.querySelector(`[data-turn-of~="${page.table}"]`) ? "findings " : "");
  const opens = () => (floor() + (views[phase().phase] || "")).split(" ");
  let roaming = false;
  let greeting;

  // People greet each other before anybody writes: so long, every screen shows only the question.
  const home = () => {
    const left = page.greetIn === phase().phase ? Number(phase().since) + Number(page.greet) - serverNow() : 0;
    clearTimeout(greeting);
    if (!(left > 0) || document.querySelector("[data-list=answers] > *")) return opens()[0];
    greeting = setTimeout(() => roaming || show(home()), left);
    return "greet";
  };

  const show = (view) => {
    if (!view) return;
    page.view = view;
    mark(document.body, "data-roaming", view === "greet" || opens().includes(view) ? null : "");
    for (const tab of all("[data-tab]")) mark(tab, "aria-current", tab.dataset.tab === view ? "page" : null);
  };

  hear("click", (_, event) => {
    const tab = event.target.closest("[data-tab],[data-back]");
    if (!tab || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const at = home();
    const to = tab.dataset.tab || at;
    roaming = to !== at && (at === "greet" || !opens().includes(to));
    history.replaceState(history.state, "", to === at ? location.pathname : tab.href);
    show(to);
  });

  let seen = opens() + "";
  const follow = () => {
    const now = opens() + "";
    if (now === seen) return;
    // Who stood where the room was had not roamed, though they went there by a tap: "Start writing" in the greeting.
    roaming &&= !seen.includes(page.view);
    seen = now;
    // Who is writing is not torn away: they see that the room went on, and go when they have finished.
    const { activeElement: box } = document;
    const writing = /^text/.test(box?.type) && box.value;
    roaming ||= !!writing && home() !== page.view;
    show(roaming ? page.view : home());
  };
  hear("card:phase", follow);
  hear("page:swapped", follow);
  hear("card:presence", () => {
    document.querySelector(".round > .ring")?.replaceWith(document.querySelector(".people .ring").cloneNode(true));
  });
  const asked = new URLSearchParams(location.search).has("view");
  roaming = asked && (home() === "greet" || !opens().includes(page.view));
  show(asked ? page.view : home());
}
