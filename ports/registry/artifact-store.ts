/** Keeps packed bytes under their SHA-256. Hashes are lower-case hex. */
export type ArtifactStore = {
  /** Stores the bytes under their hash; they can be opened once this resolves. Storing the same bytes again is harmless. */
  put(bytes: AsyncIterable<Uint8Array>): Promise<{ contentHash: string; sizeBytes: number }>;
  /** Null when nothing is stored under the hash. */
  open(contentHash: string): Promise<{ sizeBytes: number; bytes: AsyncIterable<Uint8Array> } | null>;
  /** Removes the bytes unless they were stored, or stored again, since `time`. True: they were removed. */
  deleteIfOlderThan(contentHash: string, time: Date): Promise<boolean>;
  /** Hashes of all bytes stored before `time`. */
  listOlderThan(time: Date): AsyncIterable<string>;
  /**
   * A URL from which anybody can fetch the bytes, without a key, until it expires; whether they are stored is not looked
   * up. Null where the store has no such URLs, and the service hands out the bytes itself.
   */
  presign(contentHash: string, options: PresignOptions): Promise<string | null>;
};

/** `fileName`: what the downloaded file is called; letters, digits and `._+-` only. */
export type PresignOptions = { fileName: string; expiresInSeconds: number };
