import { clearBox } from "./drafts.js";
import { freshId } from "./ids.js";
import { emit, hear } from "./signals.js";
import { say, tell } from "./words.js";

/* global htmx */
export const foreign = (text) => /^\s*<(!doctype|html)/i.test(text);

// Ordinary forms that htmx sends. Success is 204, or a fragment for the form's own target; everything else stays in
// the form: a refusal is a fragment for [data-fault], and no whole page (a portal's, a proxy's) is ever swapped in.
function begin({ ctx }) {
  const form = ctx.request.form || ctx.sourceElement.closest("form");
  // The others stay: whoever shows and sends in one go loses neither.
  const { submitter } = ctx.request;
  const buttons = submitter ? [submitter] : [...(form?.elements || [ctx.sourceElement])];
  const free = buttons.filter(({ type, disabled }) => type === "submit" && disabled === false);
  // What goes out now may have waited for its turn, while other words were typed.
  const sent = Object.fromEntries(ctx.request.body || []);
  ctx.ours = { form, free, focus: document.activeElement, sent };
  for (const button of free) button.disabled = true;
  form?.setAttribute("aria-busy", "true");
  refuse(form);
}

function answered({ ctx }, event) {
  const { form, sent } = ctx.ours;
  const { status } = ctx.response;
  const { redirect, location, refresh } = ctx.hx;
  const strange = foreign(ctx.text);
  const fragment = status < 300 && !strange && !/^none/.test(ctx.swap);
  if (status === 204 || fragment || redirect || location || refresh) {
    if (!form) return;
    if (!("keep" in form.dataset)) clearBox(form, sent);
    renewId(form);
    emit("form:done", { form });
    return;
  }
  // htmx swaps nothing.
  event.preventDefault();
  refuse(form, status >= 400 && !strange && ctx.text.trim(), say("failed"));
  // A refusal left no trace under its id; after a network fault the id stays, for the server may know it.
  if (status >= 400 && status < 500) renewId(form);
}

function renewId(form) {
  const id = form?.elements.id;
  if (id?.type === "hidden") id.value = freshId();
}

function refuse(form, fragment, sentence) {
  const fault = form?.querySelector("[data-fault]") || document.querySelector("[data-page-fault]");
  tell(fault, sentence);
  form?.querySelectorAll("[aria-invalid]").forEach((field) => field.removeAttribute("aria-invalid"));
  if (!fragment || !fault) return;
  htmx.swap({ target: fault, text: fragment, swap: "innerHTML" });
  const field = form?.elements[fault.querySelector("[data-field]")?.dataset.field];
  field?.setAttribute?.("aria-invalid", "true");
  field?.focus?.();
}

function finish({ ctx }) {
  if (!ctx.ours) return;
  const { form, free, focus } = ctx.ours;
  for (const button of free) button.disabled = false;
  form?.removeAttribute("aria-busy");
  // A disabled button loses the focus: who works by keyboard would start at the top of the page again.
  if (document.activeElement === document.body) focus?.focus({ preventScroll: true });
}

const GROWS = CSS.supports("field-sizing", "content");
let told = -3000;

function typed(_, { target, isTrusted }) {
  const { limit, editing } = target.dataset || {};
  if (target.type === "textarea" && !GROWS) {
    target.style.height = "auto";
    target.style.height = `${target.scrollHeight + 2}px`;
  }
  const count = limit && document.querySelector(`output[for="${CSS.escape(target.id)}"]`);
  if (count) {
    const length = Array.from(target.value).length;
    count.textContent = length > limit * 0.9 ? `${length} / ${limit}` : "";
  }
  // "Ana is writing": ephemeral, at most every three seconds, and nobody waits for it.
  if (!editing || !isTrusted || performance.now() - told < 3000) return;
  told = performance.now();
  fetch(`/api/v1/drafts/${editing.replace(":", "/")}`, {
    method: "PUT",
    body: "{}",
    headers: { "Content-Type": "application/json" },
  }).catch(() => {});
}

export function startForms() {
  hear("htmx:before:request", begin);
  hear("htmx:after:request", answered);
  hear("htmx:finally:request", finish);
  hear("htmx:error", ({ ctx }) => ctx?.ours && refuse(ctx.ours.form, "", say("failed")));
  hear("input", typed);
}
