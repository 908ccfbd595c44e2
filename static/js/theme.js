import { hear } from "./signals.js";

// Light or dark as the device says, unless the switch was used here.
function chosenTheme(theme) {
  try {
    if (theme) localStorage.theme = theme;
    return localStorage.theme;
  } catch {
    return theme;
  }
}

export function switchTheme() {
  const { dataset } = document.documentElement;
  const now = dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  dataset.theme = now === "dark" ? "light" : "dark";
  chosenTheme(dataset.theme);
}

export function startTheme() {
  const theme = chosenTheme();
  if (theme) document.documentElement.dataset.theme = theme;
  hear("click", (_, { target }) => target.closest("[data-theme-switch]") && switchTheme());
}
