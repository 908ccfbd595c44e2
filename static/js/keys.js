import { all } from "./signals.js";

// Keys that are printed on buttons: data-key-shortcut="n". In a card they mean that card while the focus is in it.
const types = (el) =>
  /^(TEXTAREA|SELECT)$/.test(el.tagName) || (el.tagName === "INPUT" && !/^(checkbox|radio|button|submit)$/.test(el.type));
// A button whose form is on its way keeps its key: the second press must not find another button that has it too.
const usable = (el) => (!el.disabled || el.form?.hasAttribute("aria-busy")) && el.getClientRects().length;
// In a list that one walks through, a key means the card where the focus is; some reach the one that is chosen there.
const atHand = (el) => {
  const card = el.closest("[data-walk] > [data-key]");
  if (!card || card.contains(document.activeElement)) return true;
  return "anywhere" in el.dataset && (card.getAttribute("aria-current") === "true" || "near" in card.dataset);
};
const send = (form) => (form.requestSubmit ? form.requestSubmit() : form.querySelector("[type=submit],button").click());

// WCAG 2.1.4: who dictates or trembles can switch single keys off.
export function keysOn(wanted) {
  try {
    if (wanted !== undefined) localStorage.keys = wanted ? "on" : "off";
    return localStorage.keys !== "off";
  } catch {
    return wanted ?? true;
  }
}

const bearerOf = (key, root) =>
  root && all("[data-key-shortcut]", root).find((el) => el.dataset.keyShortcut.toLowerCase() === key && usable(el) && atHand(el));

function walkCards(step) {
  const focus = document.activeElement;
  const list = focus.closest("[data-walk]") || document.querySelector("[data-walk]");
  // Lists of one name are one walk: a text's sections.
  const name = list?.dataset.walk;
  const lists = name ? all("[data-walk]").filter(({ dataset }) => dataset.walk === name) : list ? [list] : [];
  const stops = lists.flatMap((one) => Array.from(one.children)).filter((el) => el.dataset.key && usable(el));
  // What stands beside a card is heard from there, and is no stop of its own.
  const at = stops.findIndex((el) => el.contains(focus));
  const ahead = step > 0 || at < 0 ? stops.slice(at + 1) : stops.slice(0, at).reverse();
  const stop = ahead.find((el) => !("beside" in el.dataset)) || stops[at];
  if (!stop) return;
  if (!stop.hasAttribute("tabindex")) stop.tabIndex = -1;
  stop.focus();
  stop.scrollIntoView({ block: "nearest" });
}

function keyPressed(event) {
  const { target } = event;
  const key = event.key.toLowerCase();
  if (key === "enter" && (event.ctrlKey || event.metaKey) && target.form) {
    event.preventDefault();
    return send(target.form);
  }
  if (key === "escape" && types(target)) return target.blur();
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat || types(target) || !keysOn()) return;
  if (/^( |enter)$/.test(key) && target.closest("button,a,summary,label,input")) return;
  const bearer = bearerOf(key, target.closest("[data-key]")) || bearerOf(key, document);
  if (!bearer && !/^[jk]$/.test(key)) return;
  if (!bearer) return walkCards(key === "j" ? 1 : -1);
  event.preventDefault();
  if (bearer.disabled) return;
  if (types(bearer)) bearer.focus();
  else bearer.click();
}

export function startKeys() {
  document.addEventListener("keydown", keyPressed);
  for (const field of all("[data-keys-switch]")) {
    field.checked = keysOn();
    field.addEventListener("change", () => keysOn(field.checked));
  }
}
