import { Fragment } from 'react';

/** A text of the API, in which names of files and fields stand between backticks. */
export function Sentence({ text }: { text: string }) {
  const parts = text.split('`');
  // Without its partner, a backtick is only a sign.
  if (parts.length % 2 === 0) return text;
  return parts.map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text have no other name.
    <Fragment key={index}>{index % 2 === 1 ? <code>{part}</code> : part}</Fragment>
  ));
}
