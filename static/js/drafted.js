import { HEARD } from "./live.js";
import { fitText } from "./scenes.js";
import { all, hear, mark } from "./signals.js";

// Words as a drafter types them, over those that were saved: whole each time, believed for ten seconds, so a lost frame heals.
const typed = new Map();
const FORGET = 10_000;

function element(name, words, dataset = {}) {
  const made = document.createElement(name);
  Object.assign(made.dataset, dataset);
  made.append(words);
  return made;
}

function signed(sign, words, number, many) {
  const made = element("b", sign === "[" ? sign : "");
  made.className = "br";
  if (many && number) made.append(element("sub", number));
  if (sign === "]") made.append(sign);
  return made;
}

function token([sign, words, number, depth], many) {
  if (sign === "open" || sign === "close") return signed(words, words, number, many);
  if (!sign && !depth) return words;
  const made = element(sign ? "b" : "span", sign === "alt" ? `Alt ${words}` : sign ? `${words}: ` : words);
  made.className = sign || "within";
  if (depth) made.dataset.depth = Math.min(depth, 3);
  return made;
}

function drawn(stretches) {
  const many = stretches.some(([, tokens]) => tokens.some(([, , number]) => number > 1));
  return stretches.flatMap(([kind, tokens]) => {
    const words = tokens.map((one) => token(one, many));
    if (kind === "same") return words;
    const made = document.createElement(kind === "deleted" ? "del" : "ins");
    made.append(...words);
    return [made];
  });
}

function draw() {
  all("[data-drafted]").forEach((el) => el.remove());
  for (const saved of all("[data-typed]")) {
    const { typed: key, typedIn: tag } = saved.dataset;
    const drafts = [...(typed.get(key)?.values() || [])].filter(({ texts }) => texts[tag]);
    saved.classList.toggle("as-saved", drafts.length > 0);
    for (const { texts } of drafts) {
      const shown = saved.cloneNode(false);
      delete shown.dataset.typed;
      shown.classList.remove("as-saved");
      shown.classList.add("being-drafted");
      shown.dataset.drafted = "";
      shown.append(...drawn(texts[tag]));
      saved.after(shown);
    }
  }
  for (const line of all("[data-drafting-of]")) mark(line, "hidden", typed.has(line.dataset.draftingOf) ? null : "");
  fitText();
}

function forget(key, whose) {
  const of = typed.get(key);
  of?.delete(whose);
  if (of && !of.size) typed.delete(key);
  draw();
}

export function startDrafted() {
  HEARD.drafting = ({ key, whose, texts }) => {
    const of = typed.get(key) || typed.set(key, new Map()).get(key);
    clearTimeout(of.get(whose)?.fades);
    if (!Object.keys(texts).length) return forget(key, whose);
    of.set(whose, { texts, fades: setTimeout(forget, FORGET, key, whose) });
    draw();
  };
  // A card that was morphed has lost what was laid over it.
  hear("live:cards", draw);
}
