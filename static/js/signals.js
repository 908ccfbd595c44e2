// Modules speak to each other, and to hx-trigger="… from:body", by events that bubble from the body.
export const page = document.body.dataset;

export const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));

// Only what differs: an attribute that is set to what it was is still news to a screen reader.
export function mark(el, name, value) {
  if (el.getAttribute(name) === value) return;
  if (value === null) el.removeAttribute(name);
  else el.setAttribute(name, value);
}

export const emit = (name, detail) => document.body.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));

export const hear = (name, act) => document.addEventListener(name, (event) => act(event.detail, event));

// A frame of 500 cards is 500 swaps: whoever dresses the page after swaps does it once, before the next paint.
let swapped;
hear("htmx:after:swap", () => {
  swapped ||= requestAnimationFrame(() => {
    swapped = 0;
    emit("page:swapped");
  });
});
