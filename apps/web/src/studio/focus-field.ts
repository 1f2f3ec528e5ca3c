const FIELDS = "input:not([type=hidden]), textarea, select, button, [tabindex]";

/** Leads to a field: unfolds what hides it, brings it into sight and puts the focus into it. */
export function focusField(id: string): void {
  const place = document.getElementById(id) ?? document.getElementById(id.replace(/-[^-]*$/, ""));
  if (!place) return;
  for (let fold = place.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null)
    fold.open = true;
  const field = place.matches(FIELDS) ? place : (place.querySelector(FIELDS) ?? place);
  place.scrollIntoView({ block: "center" });
  if (field instanceof HTMLElement) field.focus({ preventScroll: true });
}
