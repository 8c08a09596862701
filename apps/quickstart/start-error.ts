/** The start cannot go on, for a reason that the person at the keyboard can mend; its message is the one line to show. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
