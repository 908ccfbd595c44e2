// Where words wait: IndexedDB; where that is missing or fails, localStorage; and where that fails too, this page.
const STORE = "words", PREFIX = "outbox:";
const held = new Map();
let opening, broken;

const openStore = () =>
  new Promise((done, fail) => {
    // Some versions of Safari never answer the first time.
    setTimeout(fail, 3000);
    const request = indexedDB.open("sobremesa", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
    request.onerror = fail;
    request.onsuccess = () => done(request.result);
  });

async function inStore(mode, act, lastTry) {
  if (broken) throw broken;
  const db = await (opening ??= openStore().catch(() => (broken = new Error("no IndexedDB"))));
  try {
    return await new Promise((done, fail) => {
      const deal = db.transaction(STORE, mode, { durability: "strict" });
      const request = act(deal.objectStore(STORE));
      deal.oncomplete = () => done(request.result);
      deal.onabort = fail;
    });
  } catch (error) {
    // iOS takes the connection away from a page in the background.
    opening = undefined;
    if (lastTry) throw error;
    return inStore(mode, act, true);
  }
}

// Whether the word outlives this page.
export async function keepWord(item) {
  try {
    await inStore("readwrite", (store) => store.put(item));
    unhold(item.id);
    return true;
  } catch {
    try {
      localStorage.setItem(PREFIX + item.id, JSON.stringify(item));
      return true;
    } catch {
      held.set(item.id, item);
      return false;
    }
  }
}

export async function dropWord(id) {
  unhold(id);
  await inStore("readwrite", (store) => store.delete(id)).catch(() => {});
}

export async function keptWords() {
  const items = new Map(held);
  try {
    for (const name of Object.keys(localStorage).filter((one) => one.startsWith(PREFIX))) {
      items.set(name.slice(PREFIX.length), JSON.parse(localStorage.getItem(name)));
    }
  } catch {}
  for (const item of await inStore("readonly", (store) => store.getAll()).catch(() => [])) items.set(item.id, item);
  return [...items.values()].sort((a, b) => a.n - b.n || (a.id < b.id ? -1 : 1));
}

function unhold(id) {
  held.delete(id);
  try {
    localStorage.removeItem(PREFIX + id);
  } catch {}
}
