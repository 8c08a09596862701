/** Waits until `look` gives something truthy, and gives that; throws after `timeoutMs`. */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | Falsy> | T | Falsy,
  timeoutMs = 30_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > deadline) throw new Error(`waited ${timeoutMs} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

type Falsy = null | undefined | false | 0 | '';
