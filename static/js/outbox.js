import { boxOf, clearBox, fill, saveDraft, wordsOf } from "./drafts.js";
import { freshId } from "./ids.js";
import { dropWord, keepWord, keptWords } from "./keep.js";
import { all, emit, hear, page } from "./signals.js";
import { tell } from "./words.js";

// Words are on this phone before they are sent, go out in order, one at a time, and count as arrived only when the
// server repeats their id. States: kept → saved → (its card came back: the item leaves the list); or refused.
const LEASE = 20_000, REMEMBERED = 500;
// saved while this page looked on: shown until their cards come
const fresh = new Set();
let items = [];
let busy = false, lasting = true, passEnded = false, more = false, leaving = false, failures = 0, nextTry;

const mine = (state) => items.filter((item) => item.forum === page.forum && (!state || item.state === state));
const boxIn = (form) => form.querySelector("textarea");

function bodyOf(form, submitter) {
  const body = {};
  const data = new FormData(form);
  if (submitter?.name) data.append(submitter.name, submitter.value);
  data.delete("id");
  for (const [name, value] of data) {
    const said = "json" in (form.elements[name]?.dataset || {}) ? JSON.parse(value || null) : value;
    if (name.endsWith("[]")) (body[name.slice(0, -2)] ??= []).push(said);
    else body[name] = said;
  }
  return body;
}

async function submitted(event) {
  const form = event.target;
  if (!form.matches("form[data-outbox]")) return;
  event.preventDefault();
  // htmx would send it a second time.
  event.stopPropagation();
  const box = boxIn(form);
  if (box?.required && !box.value.trim()) return box.focus();
  if (form.storing) return;
  form.storing = true;
  saveDraft(form);
  const { outbox: kind, method = "PUT", url = `/api/v1/${kind}s/{id}` } = form.dataset;
  const sent = wordsOf(form);
  const id = form.elements.id?.value || freshId();
  const item = {
    id, kind, method, url,
    forum: page.forum,
    box: boxOf(form),
    state: "kept",
    n: 1 + Math.max(0, ...items.map((one) => one.n)),
    body: bodyOf(form, event.submitter),
    text: box?.value || "",
  };
  lasting = await keepWord(item);
  items = items.filter((one) => one.id !== id).concat(item);
  if (form.elements.id) form.elements.id.value = freshId();
  clearBox(form, sent);
  tell(form.querySelector("[data-fault]"));
  form.storing = false;
  emit("form:kept", { form });
  changed();
  // The dock may stand over the list's end; whoever sends wants to see it kept.
  all("[data-pending-list] > [data-id]").find((el) => el.dataset.id === id)?.scrollIntoView({ block: "center" });
  pump();
}

// → {saved} | {refused} | {ended} | {wait: ms} | {} for whatever the network did
async function deliver({ id, method, url, body }) {
  const stop = new AbortController();
  const late = setTimeout(() => stop.abort(), 15_000);
  try {
    const answer = await fetch(url.replace("{id}", id), {
      method,
      body: JSON.stringify(body),
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      cache: "no-store",
      redirect: "error",
      signal: stop.signal,
    });
    const { status, headers } = answer;
    if (status === 429 || status === 503) {
      const seconds = Math.min(Math.max(headers.get("Retry-After") || 5, 1), 120);
      return { wait: seconds * (1000 + Math.random() * 250) };
    }
    const said = /^application\/([\w.+-]+\+)?json\b/.test(headers.get("Content-Type")) ? await answer.json() : {};
    // A captive portal says 200 to everything, and some say 401 or 403: nothing counts that is not in our own words.
    if (status === 200 || status === 201) return { saved: said.id === id };
    if (status === 401) return { ended: said.code };
    if (status === 413 || (said.code && status >= 400 && status < 500 && status !== 408)) {
      return { refused: { status, sentence: said.detail || "" } };
    }
  } catch {
  } finally {
    clearTimeout(late);
  }
  return {};
}

async function pump() {
  clearTimeout(nextTry);
  more = true;
  if (busy) return;
  busy = true;
  let rest;
  try {
    while (more && !rest) {
      more = false;
      items = await keptWords();
      for (let item; !rest && (item = mine("kept")[0]); changed()) rest = lease(true) ? await sendOne(item) : 2000;
    }
  } finally {
    busy = false;
    lease(false);
    show();
    if (rest) nextTry = setTimeout(pump, rest);
  }
}

// → how long to rest, in ms, before anything else is sent
async function sendOne(item) {
  const { saved, refused, ended, wait } = await deliver(item);
  passEnded = !!ended;
  if (saved) {
    fresh.add(item.id);
    Object.assign(item, { state: "saved", epoch: page.epoch });
    await keepWord(item);
    const known = items.filter((one) => one.state === "saved");
    for (const old of known.slice(0, Math.max(0, known.length - REMEMBERED))) await remove(old);
  } else if (refused) {
    await giveBack(item, refused);
  } else {
    failures += 1;
    if (!ended && !wait) emit("outbox:failed");
    return ended ? 60_000 : wait || 500 + Math.random() * (Math.min(15_000, 1000 * 2 ** failures) - 500);
  }
  failures = 0;
}

// One tab of a phone sends at a time. The browser's own locks need a secure context, and a tab that the phone froze
// would hold its lock for ever; a lease runs out. Two tabs that take it at once do no harm: an id has its effect once.
function lease(wanted) {
  if (wanted && leaving) return false;
  try {
    const me = (sessionStorage.tab ||= freshId());
    const [holder, until] = (localStorage.lease || "").split(" ");
    const left = until - Date.now();
    if (holder !== me && left > 0 && left <= LEASE) return false;
    localStorage.lease = wanted ? `${me} ${Date.now() + LEASE}` : "";
  } catch {}
  return true;
}

function changed() {
  show();
  try {
    // Other tabs of this phone hear it as a storage event.
    localStorage.bell = freshId();
  } catch {}
}

async function remove(item) {
  items = items.filter((one) => one.id !== item.id);
  await dropWord(item.id);
}

const formOf = (item) => all("form[data-outbox]").find((form) => boxOf(form) === item.box);

// A clash keeps both texts in view; any other refusal puts the words back where they came from, if that is free.
async function giveBack(item, { status, sentence }) {
  const form = formOf(item);
  const box = form && boxIn(form);
  Object.assign(item, { state: "refused", sentence });
  if (status !== 409 && box && !box.value.trim()) await ACTS.back(item);
  else await keepWord(item);
}

const ACTS = {
  async back(item) {
    const form = formOf(item);
    const box = form && boxIn(form);
    if (!box) return;
    fill(box, [box.value.trim(), item.text].filter(Boolean).join("\n"));
    emit("form:back", { form, body: item.body });
    saveDraft(form);
    tell(form.querySelector("[data-fault]"), item.sentence);
    box.focus({ preventScroll: true });
    await remove(item);
  },
  async again(item) {
    await remove(item);
    const anew = { ...item, id: freshId(), state: "kept" };
    items.push(anew);
    await keepWord(anew);
  },
  forget: remove,
};

async function actPressed(_, { target }) {
  const act = target.closest("[data-pending-list] [data-act]");
  const item = act && items.find((one) => one.id === act.closest("[data-id]").dataset.id);
  if (!item) return;
  await ACTS[act.dataset.act](item);
  changed();
  pump();
}

function show() {
  for (const list of all("[data-pending-list]")) {
    const { pendingList: kinds, table } = list.dataset;
    const shown = mine().filter(
      ({ id, kind, state, body }) =>
        (state !== "saved" || fresh.has(id)) &&
        !document.getElementById(`${kind}:${id}`) &&
        (!kinds || kinds.split(" ").includes(kind)) &&
        (!table || table === body.table),
    );
    const there = new Map(all("[data-id]", list).map((el) => [el.dataset.id, el]));
    for (const { id, text, state, sentence = "" } of shown) {
      let el = there.get(id);
      there.delete(id);
      if (!el) {
        list.append(list.querySelector("template").content.cloneNode(true));
        el = list.lastElementChild;
        el.dataset.id = id;
        el.querySelector("[data-text]").textContent = text;
      }
      el.dataset.state = state === "kept" && !lasting ? "held" : state;
      const line = el.querySelector("[data-sentence]");
      if (line) line.textContent = sentence;
    }
    there.forEach((el) => el.remove());
  }
  emit("outbox:kept", { count: mine("kept").length, lasting, ended: passEnded });
}

// A database that was restored has another epoch, and may lack what it once acknowledged.
async function remind(epoch) {
  for (const item of mine("saved").filter((one) => epoch && one.epoch !== epoch)) {
    item.state = "kept";
    await keepWord(item);
  }
  pump();
}

export async function startOutbox() {
  addEventListener("submit", submitted, true);
  hear("click", actPressed);
  hear("live:cards", show);
  hear("page:swapped", show);
  hear("live:state", ({ up, epoch }) => up && remind(epoch));
  hear("form:done", ({ form }) => items.filter((item) => item.id === form.dataset.forgets).forEach(remove));
  hear("visibilitychange", () => document.hidden || pump());
  addEventListener("online", pump);
  // A page on its way out may still run for a moment: it must not take the turn again that it hands over here.
  addEventListener("pagehide", () => {
    leaving = true;
    lease(false);
  });
  addEventListener("pageshow", () => {
    leaving = false;
    pump();
  });
  addEventListener("storage", ({ key }) => key === "bell" && pump());
  addEventListener("beforeunload", (event) => !lasting && mine("kept").length && event.preventDefault());
  items = await keptWords();
  // The forum is over: nothing needs to be remembered any more.
  if (page.over === "true") mine("saved").forEach(remove);
  show();
  remind(page.epoch);
}
