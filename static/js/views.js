import { serverNow } from "./clock.js";
import { hear } from "./signals.js";

// A phone follows the phase: [data-views] says which view each phase opens. A tap on a tab roams; one tap comes back.
export function startViews() {
  const region = document.querySelector("[data-views]");
  if (!region) return;
  const views = JSON.parse(region.dataset.views);
  const card = () => document.querySelector("[data-phase]");
  const phase = () => card()?.dataset.phase;
  let timer;

  // People greet each other before anybody writes: so long, every screen shows only the question.
  const home = () => {
    const { greet, greetIn } = region.dataset;
    const left = greetIn === phase() ? Number(card().dataset.since) + Number(greet) - serverNow() : 0;
    clearTimeout(timer);
    if (left <= 0 || region.querySelector("[data-list=answers] > *")) return views[phase()];
    timer = setTimeout(() => roaming || show(home()), left);
    return "greet";
  };
  let seen = phase();
  let roaming = new URLSearchParams(location.search).has("view");

  const show = (view) => {
    region.dataset.view = view;
    region.toggleAttribute("data-roaming", view !== "greet" && view !== views[phase()]);
    for (const tab of document.querySelectorAll("[data-tab]")) {
      if (tab.dataset.tab === view) tab.setAttribute("aria-current", "page");
      else tab.removeAttribute("aria-current");
    }
  };

  document.addEventListener("click", (event) => {
    const tab = event.target.closest?.("[data-tab],[data-back]");
    if (!tab || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    roaming = "tab" in tab.dataset && tab.dataset.tab !== home();
    history.replaceState(null, "", roaming ? tab.href : location.pathname);
    show(roaming ? tab.dataset.tab : home());
  });

  hear("page:swapped", () => {
    if (phase() === seen) return;
    seen = phase();
    // Who is writing is not torn away: they see that the room went on, and go when they have finished.
    const busy = document.activeElement?.matches("textarea,input[type=text]") && document.activeElement.value;
    show(roaming || busy ? region.dataset.view : home());
  });
  show(roaming ? region.dataset.view : home());
}
