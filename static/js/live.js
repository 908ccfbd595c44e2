import { dress, editing, present, put, refill } from "./cards.js";
import { sample } from "./clock.js";
import { all, emit, hear, page } from "./signals.js";

// The socket. It only listens: words go out by the outbox and by forms.
// room → the head this page has, or null for everything
const heads = new Map();
// rooms that wait for a fresh page
const behind = new Set();
// rooms that were refused
const barred = new Set();
const read = new WeakMap();
let socket, retry, again, welcomed, heard, pinged, asked;
let unanswered = 0, losses = 0, ended = false, fetching = false;

const now = () => performance.now();
const speak = (frame) => socket?.readyState === 1 && socket.send(JSON.stringify(frame));

// The page's rooms are those of every [data-rooms] in it: the body's, and those of regions that were swapped in.
function readRooms() {
  const named = new Set();
  let changed = false;
  for (const el of all("[data-rooms]")) {
    const known = read.get(el) === el.dataset.rooms;
    read.set(el, el.dataset.rooms);
    for (const [room, head] of Object.entries(JSON.parse(el.dataset.rooms))) {
      named.add(room);
      // A region that was rendered before our head lacks what we heard since: the lower head is asked for.
      if (known || (heads.has(room) && heads.get(room) <= head)) continue;
      heads.set(room, head);
      changed = true;
    }
  }
  for (const room of heads.keys()) if (!named.has(room)) changed = heads.delete(room);
  return changed;
}

function connect() {
  clearTimeout(retry);
  if (socket || ended || !heads.size) return;
  heard = pinged = now();
  welcomed = false;
  unanswered = 0;
  const own = (socket = new WebSocket(`${location.protocol.replace("http", "ws")}//${location.host}/live`));
  own.onopen = hello;
  own.onmessage = (event) => {
    if (own !== socket) return;
    heard = now();
    const frame = JSON.parse(event.data);
    HEARD[frame.t]?.(frame);
  };
  // A half-open socket tells of its end minutes after it was given up.
  own.onclose = (event) => own === socket && lost(event.code);
}

function hello() {
  asked = now();
  unanswered += 1;
  const { epoch, surface, language } = page;
  speak({ t: "hello", rooms: Object.fromEntries(heads), epoch: epoch || null, as: "html", surface, language });
}

export const HEARD = {
  welcome({ epoch, now: at, refused = [] }) {
    // With two hellos under way nobody knows which of them this answers: no sample then.
    if (unanswered === 1) sample(at, asked, heard);
    unanswered = Math.max(0, unanswered - 1);
    refused.forEach(({ room }) => heads.delete(room) && barred.add(room));
    welcomed = true;
    losses = 0;
    emit("live:state", { up: true, epoch, refused });
    if (page.epoch && page.epoch !== epoch) refetch(heads.keys());
    page.epoch = epoch;
  },
  cards({ room, since, seq, cards }) {
    const have = heads.get(room);
    if (have === undefined || behind.has(room)) return;
    // The answer to null starts at 0 and is the whole room.
    const full = have === null;
    if (full ? since : seq <= have) return;
    if (!full && since > have) return helloAgain();
    heads.set(room, seq);
    put(room, cards, full);
    emit("live:seen", { seq });
    // What is mine changed: cards are swapped back, a role is given again. What was refused may be heard now.
    if (room !== "me" || !barred.size) return;
    barred.forEach((one) => heads.set(one, null));
    barred.clear();
    hello();
  },
  whole: ({ room }) => refetch([room]),
  present: ({ room, count }) => present(room, count),
  editing: ({ key, by }) => editing(key, by),
  ping: () => speak({ t: "pong" }),
  pong: (frame) => frame.now && sample(frame.now, pinged, heard),
};

// A gap. One hello at a time, and not more than one a second: a server that errs must not be hammered.
function helloAgain() {
  if (unanswered || again) return;
  again = setTimeout(() => {
    again = 0;
    if (welcomed) hello();
  }, 1000 + asked - now());
}

// Too far behind, or another history: this page's own address again, and its lists from there. What is typed stays.
async function refetch(rooms) {
  for (const room of rooms) behind.add(room);
  if (fetching || !behind.size) return;
  fetching = true;
  try {
    const answer = await fetch(location.href, { cache: "no-store", redirect: "error" });
    if (answer.status === 401) return lost(4401);
    const fetched = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = fetched.body.dataset;
    // A portal's page or a proxy's fault has no rooms: nothing of it may come in here.
    const found = JSON.parse(fresh.rooms);
    refill(fetched, behind);
    for (const room in found) if (behind.has(room) || !heads.has(room)) heads.set(room, found[room]);
    for (const room of behind) if (!(room in found)) heads.set(room, null);
    behind.clear();
    page.epoch = fresh.epoch;
    page.rooms = fresh.rooms;
    read.set(document.body, page.rooms);
    readRooms();
    hello();
  } catch {
    setTimeout(refetch, 500 + Math.random() * 7500, []);
  } finally {
    fetching = false;
  }
}

function lost(code) {
  const gone = socket;
  socket = undefined;
  gone?.close();
  welcomed = false;
  ended = code === 4401;
  losses += 1;
  const crowded = code === 4409;
  emit("live:state", { up: false, ended, crowded });
  // Full jitter: a restarted server is met by a venue's phones spread over seconds. A phone alone need not wait so long.
  const most = code === 1012 || code === 1013 ? 8000 : Math.min(8000, 1000 * 2 ** losses);
  if (!ended) retry = setTimeout(connect, crowded ? 30_000 : 500 + Math.random() * (most - 500));
}

function ping() {
  pinged = now();
  speak({ t: "ping" });
}

function beat() {
  if (!socket) return;
  if (now() - heard > (welcomed ? 45_000 : 10_000)) lost(1006);
  else if (welcomed && now() - pinged >= 20_000) ping();
}

// A tab that comes back does not know whether its socket still lives.
function wake() {
  if (document.hidden) return;
  if (!socket) {
    ended = false;
    clearTimeout(retry);
    retry = setTimeout(connect, Math.random() * 500);
  } else if (welcomed) {
    ping();
    const since = pinged;
    setTimeout(() => socket && heard < since && lost(1006), 5000);
  }
}

export function startLive() {
  readRooms();
  dress();
  connect();
  setInterval(beat, 5000);
  hear("page:swapped", () => {
    if (readRooms() && welcomed) hello();
    dress();
    connect();
  });
  hear("visibilitychange", wake);
  addEventListener("online", wake);
  addEventListener("offline", () => socket && lost(1006));
  // Words that could not be sent: the socket may be half open.
  hear("outbox:failed", wake);
  addEventListener("pagehide", () => socket && lost(1006));
  addEventListener("pageshow", (event) => event.persisted && wake());
}
