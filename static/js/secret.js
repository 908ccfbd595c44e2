// A role link's secret stands after the #, which browsers send to nobody; it leaves the address as soon as it is read.
export function startSecret() {
  const field = document.querySelector("[data-from-fragment]");
  if (!field || location.hash.length < 2) return;
  field.value = decodeURIComponent(location.hash.slice(1));
  history.replaceState(null, "", location.pathname + location.search);
  // Not before htmx has taken its forms.
  addEventListener("DOMContentLoaded", () => (field.form.requestSubmit ? field.form.requestSubmit() : field.form.submit()));
}
