// What became of what we said: the shared card in the item's room tells that the text is another, and the page asks for its own part anew.
import { startConnectionLine } from "../connection.js";
import { startForms } from "../forms.js";
import { startLive } from "../live.js";
import { all, hear } from "../signals.js";

const seen = () => all("[data-list='communique-open'] [data-key]").map((card) => `${card.dataset.key} ${card.dataset.seq}`).join();
let known = seen(), waiting;

async function renew() {
  waiting = 0;
  try {
    const answer = await fetch(location.href, { cache: "no-store", redirect: "error" });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("became");
    if (fresh) document.getElementById("became").replaceChildren(...fresh.childNodes);
  } catch {
    // The next change, or a reload, brings it.
  }
}

hear("page:swapped", () => {
  if (seen() === known) return;
  known = seen();
  // A hall that hears of the release at once asks spread over seconds.
  waiting ||= setTimeout(renew, 200 + Math.random() * 2800);
});
startForms();
startConnectionLine();
startLive();
