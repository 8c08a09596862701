/** Markup that is safe to put into a page as it stands. Only `html` makes it. */
export type Html = { readonly markup: string };

type Content = Html | readonly Html[] | string | number | null;

/** Markup with values in it; text is escaped for elements and for quoted attributes alike. */
export function html(parts: TemplateStringsArray, ...values: Content[]): Html {
  const rendered = values.map((value, index) => `${render(value)}${parts[index + 1]}`);
  return { markup: `${parts[0]}${rendered.join('')}` };
}

function render(value: Content): string {
  if (value === null) return '';
  if (typeof value === 'string') return escaped(value);
  if (typeof value === 'number') return String(value);
  if ('markup' in value) return value.markup;
  return value.map((part) => part.markup).join('');
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

// Characters that turn the direction of text around could make a path look like another one; they are shown as codes.
function escaped(text: string): string {
  return text
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, (mark) => `\\u${mark.charCodeAt(0).toString(16)}`)
    .replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
