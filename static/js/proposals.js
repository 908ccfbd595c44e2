import { hear } from "./signals.js";

// A choice proposes what another field says, until somebody says something else there.
function propose(_, { target }) {
  const field = target.form?.elements[target.dataset?.proposes];
  if (!field || (field.value && field.value !== field.dataset.proposed)) return;
  const { proposal = "" } = target.selectedOptions[0].dataset;
  field.value = proposal;
  if (field.value !== proposal) field.value = "";
  field.dataset.proposed = field.value;
}

export function startProposals() {
  hear("change", propose);
}
