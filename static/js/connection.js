import { hear } from "./signals.js";
import { say } from "./words.js";

// One calm line, after three seconds: how long we are offline, and what is safe. Never a modal.
export function startConnectionLine() {
  const line = document.querySelector("[data-connection]");
  let since = performance.now();
  let live = {}, kept = {};

  const draw = () => {
    const away = live.up ? 0 : Math.floor((performance.now() - since) / 1000);
    const ended = live.ended || kept.ended;
    const told = ended || live.crowded || away >= 3;
    // Said aloud once, when it appears: a counter that is read out every second drives people away.
    line.setAttribute("aria-live", told && !line.hidden ? "off" : "polite");
    line.hidden = !told;
    if (!told) return;
    const minutes = Math.floor(away / 60);
    const what =
      ended ? say("ended")
      : live.crowded ? say("crowded")
      : say(minutes ? "offline_minutes" : "offline", { count: minutes || away });
    line.textContent = kept.count ? `${what} ${say(kept.lasting ? "safe" : "held", kept)}` : what;
  };

  if (!line) return;
  hear("live:state", (said) => {
    if (live.up && !said.up) since = performance.now();
    live = said;
    draw();
  });
  hear("outbox:kept", (said) => {
    kept = said;
    draw();
  });
  setInterval(draw, 1000);
}
