/** Bytes of a known number out of a longer stream. Reading can stop early; `skipRest` then passes over the rest. */
export type Body = AsyncIterable<Uint8Array> & { skipRest(): Promise<void> };

/** Takes lines and counted bytes from a stream, holding one chunk at a time. */
export class ByteReader {
  readonly #chunks: AsyncIterator<Buffer>;
  #held: Buffer = Buffer.alloc(0);

  constructor(chunks: AsyncIterable<Buffer>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** The next line without its end; null at the end of the stream. Throws when it is longer than `maxBytes`. */
  async line(maxBytes: number): Promise<string | null> {
    for (;;) {
      const end = this.#held.indexOf(0x0a);
      if (end !== -1) {
        const line = this.#held.toString('utf8', 0, end);
        this.#held = this.#held.subarray(end + 1);
        return line;
      }
      if (this.#held.length > maxBytes) throw new Error(`a line is longer than ${maxBytes} bytes`);
      if (!(await this.#more())) return null;
    }
  }

  /** The next `sizeBytes` bytes. To be read, or skipped, before anything else is taken. */
  body(sizeBytes: number): Body {
    let left = sizeBytes;
    const next = async (): Promise<Buffer | null> => {
      if (left === 0) return null;
      if (this.#held.length === 0 && !(await this.#more())) throw new Error(`the stream ended ${left} bytes early`);
      const chunk = this.#held.subarray(0, left);
      this.#held = this.#held.subarray(chunk.length);
      left -= chunk.length;
      return chunk;
    };
    return {
      async *[Symbol.asyncIterator]() {
        for (let chunk = await next(); chunk !== null; chunk = await next()) yield chunk;
      },
      async skipRest() {
        while ((await next()) !== null);
      },
    };
  }

  async #more(): Promise<boolean> {
    const { value, done } = await this.#chunks.next();
    if (done === true) return false;
    this.#held = this.#held.length === 0 ? value : Buffer.concat([this.#held, value]);
    return true;
  }
}
