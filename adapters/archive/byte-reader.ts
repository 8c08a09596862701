/** The archive is not what it should be; the message says how, for the one who sent it. */
export class MalformedArchive extends Error {
  override readonly name = 'MalformedArchive';
}

/** Reads chunks of any size in pieces of the wanted size. Bytes that are given out may be views of a chunk. */
export class ByteReader {
  private readonly chunks: AsyncIterator<Uint8Array>;
  private held: Uint8Array = new Uint8Array(0);

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.chunks = chunks[Symbol.asyncIterator]();
  }

  /** Exactly so many bytes; null at the end. An end in between is malformed. */
  async exactly(sizeBytes: number): Promise<Uint8Array | null> {
    const pieces: Uint8Array[] = [];
    let missing = sizeBytes;
    while (missing > 0) {
      const piece = await this.some(missing);
      if (piece === null && missing === sizeBytes) return null;
      if (piece === null) throw cutOff();
      pieces.push(piece);
      missing -= piece.length;
    }
    return pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces, sizeBytes);
  }

  /** The next so many bytes, streamed. */
  async *streamed(sizeBytes: number): AsyncGenerator<Uint8Array> {
    for (let missing = sizeBytes; missing > 0; ) {
      const piece = await this.some(missing);
      if (piece === null) throw cutOff();
      missing -= piece.length;
      yield piece;
    }
  }

  /** At least one byte and at most so many; null at the end. */
  async some(maxBytes: number): Promise<Uint8Array | null> {
    while (this.held.length === 0) {
      const next = await this.chunks.next();
      if (next.done) return null;
      this.held = next.value;
    }
    const piece = this.held.subarray(0, maxBytes);
    this.held = this.held.subarray(piece.length);
    return piece;
  }
}

function cutOff(): MalformedArchive {
  return new MalformedArchive('The archive ends in the middle of a file. Pack it again, and send all of it.');
}
