import { all, hear } from "./signals.js";

// What the drafter types goes to the wall and the phones as it is typed, where its paragraph is under discussion.
const FORM = 'form[data-draft="paragraph"]';
const OFTEN = 400;
const AGAIN = 3000;
let told = "", due, last = 0;

const editing = () => {
  const form = document.querySelector(FORM);
  const key = form?.closest("[data-writes]")?.dataset.writes;
  const discussed = key && document.getElementById(key)?.dataset.mine?.includes("now");
  return discussed ? { form, key } : {};
};

function differing(form) {
  const boxes = all('textarea[name^="text:"]', form);
  return Object.fromEntries(boxes.filter((box) => box.value !== box.defaultValue).map((box) => [box.name.slice(5), box.value]));
}

function put(key, texts) {
  last = performance.now();
  fetch(`/api/v1/paragraphs/${key.split(":")[1]}/draft`, {
    method: "PUT",
    body: JSON.stringify({ texts }),
    headers: { "Content-Type": "application/json" },
  }).catch(() => {});
}

function tell() {
  clearTimeout(due);
  due = 0;
  const { form, key } = editing();
  const texts = form ? differing(form) : {};
  const typing = Object.keys(texts).length ? key : "";
  if (told && told !== typing) put(told, {});
  if (typing) put(key, texts);
  told = typing;
}

const soon = () => (due ||= setTimeout(tell, Math.max(0, last + OFTEN - performance.now())));

export function startTyping() {
  hear("input", (_, { target }) => target.form?.matches(FORM) && soon());
  hear("reset", (_, { target }) => target.matches(FORM) && setTimeout(tell));
  hear("page:swapped", () => (told || document.querySelector(FORM)) && soon());
  // Said again while it is not saved: who comes later, or lost a frame, sees it too. In a hidden tab nobody types.
  setInterval(() => document.hidden || tell(), AGAIN);
  addEventListener("pagehide", () => told && put(told, {}));
}
