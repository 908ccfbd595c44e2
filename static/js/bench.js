import { saveDraft } from "./drafts.js";
import { all, hear, mark, page } from "./signals.js";
import { say } from "./words.js";

// The workbench: what is picked, what of the findings is in view, which key finding is at hand, what is being written.
const PICKS = `picks:${location.pathname}`;
const picks = new Set(remembered());
const find = (selector) => document.querySelector(selector);
let waiting = false, table = "", chosen = "", leading = "";

function remembered(kept) {
  try {
    if (kept) sessionStorage[PICKS] = JSON.stringify([...kept]);
    return JSON.parse(sessionStorage[PICKS] || "[]");
  } catch {
    return [];
  }
}

function pick(values, on) {
  for (const value of values) picks[on ? "add" : "delete"](value);
  remembered(picks);
  draw();
}

function drawPicks() {
  let count = 0;
  for (const box of all("[data-pick]")) {
    box.checked = picks.has(box.value);
    count += box.checked;
  }
  mark(document.body, "data-picked", count ? "" : null);
  const line = find("[data-picked-count]");
  if (!line) return;
  line.dataset.none ??= line.textContent;
  line.textContent = count ? say("picked", { count }) : line.dataset.none;
}

// A finding goes out of view with its comments and its hint. What is picked stays where it can be seen.
function drawFindings() {
  const cards = all("#findings > [data-key]");
  const findings = cards.filter((card) => card.dataset.waits);
  const idOf = ({ dataset }) => dataset.of || dataset.key.split(":")[1];
  const isOut = (card) =>
    (waiting && card.dataset.waits === "false" && !card.querySelector(":checked")) || (table && table !== card.dataset.table);
  const out = new Set(findings.filter(isOut).map(idOf));
  cards.forEach((card, at) => {
    const gone = out.has(idOf(card));
    const held = gone && card.contains(document.activeElement);
    mark(card, "hidden", gone ? "" : null);
    const next = held && cards.slice(at).find((one) => !out.has(idOf(one)));
    if (next) focusOn(next);
  });
  const left = findings.filter((card) => card.dataset.waits === "true").length;
  for (const el of all("[data-waiting-count]")) el.textContent = left;
  for (const el of all("[data-waiting]")) mark(el, "aria-pressed", String(waiting));
  for (const el of all("[data-table-only]")) mark(el, "aria-pressed", String(el.dataset.tableOnly === table));
  for (const el of all("[data-nothing-left]")) el.hidden = !out.size || out.size < findings.length;
}

function drawKeys() {
  const writes = find("[data-writes]")?.dataset.writes;
  const walls = all("[data-shows]").map((line) => line.dataset.shows);
  for (const card of all("#keys > [data-key]")) {
    const { key } = card.dataset;
    mark(card, "aria-current", key === chosen ? "true" : null);
    mark(card, "data-written", key === writes ? "" : null);
    mark(card, "data-walled", walls.includes(key) ? "" : null);
  }
}

function draw() {
  drawPicks();
  drawFindings();
  drawKeys();
}

function focusOn(card) {
  if (!card.hasAttribute("tabindex")) card.tabIndex = -1;
  card.focus();
  card.scrollIntoView({ block: "nearest" });
}

// A heading's link leads into its list, to what was at hand there; a hint's to the finding that it names.
function go(id) {
  const place = document.getElementById(id);
  if (!place) return;
  if (place.hidden) {
    waiting = false;
    table = "";
    draw();
  }
  const card = "walk" in place.dataset && (place.querySelector("[aria-current]") || waitingIn(place)[0] || place.querySelector("[data-key]:not([hidden])"));
  focusOn(card || place);
}

// The findings with which nothing was done yet, not even picked.
const waitingIn = (place) =>
  all(":scope > [data-waits=true]:not([hidden])", place).filter((card) => !card.querySelector("[data-pick]:checked"));

// The next of them from the one at hand on, and around again; with `like` one that looks like another.
function next(place, like) {
  const hinted = all(":scope > [data-of][data-beside]", place).map((hint) => hint.dataset.of);
  const meant = waitingIn(place).filter((card) => !like || hinted.includes(card.dataset.key.split(":")[1]));
  const here = document.activeElement.closest("#findings > [data-key]");
  const after = here && meant.find((card) => here.compareDocumentPosition(card) & Node.DOCUMENT_POSITION_FOLLOWING);
  return after || meant[0];
}

function pickOn() {
  const place = find("#findings");
  const here = document.activeElement.closest("#findings > [data-waits]");
  const card = here && !here.querySelector("[data-pick]:checked") ? here : next(place);
  if (!card) return;
  pick([card.querySelector("[data-pick]").value], true);
  focusOn(next(place) || card);
}

function seekAlike() {
  const card = next(find("#findings"), true);
  if (card) focusOn(card);
}

// Texts that were begun on this device and are neither saved nor open: nothing that was typed may be forgotten.
function drawUnfinished() {
  const line = find("[data-unfinished]");
  if (!line) return;
  const { item, home } = find("#editor").dataset;
  const open = find("[data-writes]")?.dataset.writes.split(":")[1];
  const links = [];
  try {
    for (const name of Object.keys(localStorage)) {
      const [, id] = name.match(`^draft:${page.forum}:/key-findings/([^/]+)/edit:key-finding$`) || [];
      const { words } = id && id !== open ? JSON.parse(localStorage[name]) : {};
      if (words?.item !== item) continue;
      const link = document.createElement("a");
      const sources = words.picked ? `&source=${words.picked.split(" ").join("&source=")}` : "";
      link.href = `${home}?write=${words.version === "0" ? `new&id=${id}${sources}` : id}`;
      const text = Object.keys(words).filter((field) => field.startsWith("text:")).map((field) => words[field]).join(" ");
      link.textContent = text.length > 70 ? `${text.slice(0, 70)}…` : text || "…";
      links.push(link);
    }
  } catch {}
  line.hidden = !links.length;
  line.querySelector("[data-links]").replaceChildren(...links);
}

function close() {
  const editor = find("#editor");
  all("form[data-draft]", editor).forEach(saveDraft);
  editor.replaceChildren();
  history.replaceState(history.state, "", editor.dataset.home);
  drawUnfinished();
  drawKeys();
  go("keys");
}

function opened() {
  const writes = find("[data-writes]")?.dataset.writes;
  if (writes) chosen = writes;
  draw();
  drawUnfinished();
  lead();
}

// After a key finding was saved one goes on from its card, as soon as that is there.
function lead() {
  const card = leading && document.getElementById(leading);
  if (!card || find("#editor form")) return;
  leading = "";
  if (document.activeElement === document.body || document.activeElement.closest("#keys")) focusOn(card);
}

// Whose cursor stands in a key finding is seen by the others from the moment it is opened, and no longer than it is there.
let at = "";
function present() {
  const box = document.hasFocus() && !document.hidden && document.activeElement;
  const now = box ? box.dataset.editing || "" : "";
  if (at && at !== now) tell(at, true);
  at = now;
  if (at) tell(at, false);
}

function tell(key, done) {
  fetch(`/api/v1/drafts/${key.replace(":", "/")}`, {
    method: "PUT",
    body: JSON.stringify({ done }),
    headers: { "Content-Type": "application/json" },
    keepalive: true,
  }).catch(() => {});
}

// The sheet of keys lies over the page: Escape means it first, and only it.
function closeSheet(event) {
  const sheet = event.key === "Escape" && find(".all-keys[open]");
  if (!sheet) return;
  sheet.open = false;
  event.stopImmediatePropagation();
}

export function startBench() {
  for (const name of ["focusin", "focusout"]) hear(name, () => setTimeout(present));
  for (const name of ["focus", "blur"]) addEventListener(name, () => setTimeout(present));
  addEventListener("pagehide", () => at && tell(at, true));
  hear("visibilitychange", present);
  hear("page:swapped", present);
  setInterval(present, 5000);
  hear("change", (_, { target }) => "pick" in target.dataset && pick([target.value], target.checked));
  hear("focusin", (_, { target }) => {
    // That a finding looks like others stands under it, and its keys are heard from the finding.
    const { dataset: own = {} } = target.closest("#findings > [data-waits]") || {};
    for (const hint of all("#findings > [data-beside]")) {
      mark(hint, "data-near", own.key && hint.dataset.of === own.key.split(":")[1] ? "" : null);
    }
    const card = target.closest("#keys > [data-key]");
    if (!card || card.dataset.key === chosen) return;
    chosen = card.dataset.key;
    drawKeys();
  });
  hear("click", (_, event) => {
    const { dataset } = event.target.closest("[data-go],[data-close],[data-unpick],[data-pick-all],[data-pick-on],[data-alike],[data-waiting],[data-table-only]") || {};
    if (!dataset || event.ctrlKey || event.metaKey || event.shiftKey) return;
    // On a page of its own the editor's way out is the link itself.
    if ("close" in dataset && !find("#editor").dataset.home) return;
    if ("waiting" in dataset) waiting = !waiting;
    else if ("tableOnly" in dataset) table = table === dataset.tableOnly ? "" : dataset.tableOnly;
    else event.preventDefault();
    if ("unpick" in dataset) pick([...picks], false);
    else if ("pickAll" in dataset) pick(dataset.pickAll.split(" "), true);
    else if ("pickOn" in dataset) pickOn();
    else if ("alike" in dataset) seekAlike();
    else if ("close" in dataset) close();
    else if ("go" in dataset) go(decodeURIComponent(event.target.closest("[data-go]").hash.slice(1)));
    else draw();
  });
  hear("keydown", (_, event) => {
    const { target, key } = event;
    if (key !== "Enter" || event.shiftKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    if (!("enterSends" in target.dataset)) return;
    event.preventDefault();
    if (target.value.trim()) target.form.requestSubmit();
  });
  document.addEventListener("keydown", closeSheet, true);
  // The form's own fields are reset after this.
  hear("reset", (_, { target }) => target.matches("form[data-draft]") && setTimeout(saveDraft, 0, target));
  hear("htmx:after:request", ({ ctx }) => ctx.sourceElement.id === "link" && ctx.response.status === 204 && pick([...picks], false));
  hear("form:done", ({ form }) => {
    if (!form.matches(".write")) return;
    leading = form.closest("[data-writes]")?.dataset.writes || "";
    if (form.elements.version?.value === "0") pick(new FormData(form).getAll("source"), false);
  });
  hear("live:cards", () => {
    draw();
    lead();
  });
  hear("page:swapped", opened);
  opened();
}
