import { page } from "./signals.js";

// The page's sentences, translated by the server: <script type="application/json" id="words">{"name": "…%(count)s…"}</script>.
// One that counts is a pair: [for one, for many].
let sentences, plural;

export function say(name, values = {}) {
  sentences ??= JSON.parse(document.getElementById("words")?.textContent || "{}");
  plural ??= new Intl.PluralRules(page.language || undefined);
  let said = sentences[name] ?? "";
  if (Array.isArray(said)) said = said[plural.select(values.count) === "one" ? 0 : 1];
  return said.replace(/%\((\w+)\)s/g, (_, key) => values[key]);
}

// A sentence in a place for refusals, or none.
export function tell(place, sentence) {
  const line = document.createElement("p");
  line.textContent = sentence;
  place?.replaceChildren(...(sentence ? [line] : []));
}
