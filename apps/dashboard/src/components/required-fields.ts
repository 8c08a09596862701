/**
 * Whether all required fields of a form are filled in; else the browser says so at the first that is not. Primer marks
 * them for assistive technology only, and to browsers a space would do.
 */
export function areFilledIn(form: HTMLFormElement): boolean {
  for (const field of form.elements) {
    if (isTextField(field) && field.getAttribute('aria-required') === 'true') {
      field.setCustomValidity(field.value.trim() === '' ? 'Fill this in.' : '');
    }
  }
  return form.reportValidity();
}

/** For the form's input events: what was asked for is not asked for any more, else the form could not be sent again. */
export function forgetAsking(field: EventTarget): void {
  if (field instanceof Element && isTextField(field)) field.setCustomValidity('');
}

type TextField = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

function isTextField(field: Element): field is TextField {
  return (
    field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement
  );
}
