/** Text that is shown as it is in Markdown. Underscores inside of words are harmless. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*[\]<>|~]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\$&');
}
