import { isApiKeyShape } from '../../domain/access/api-key.ts';
import type { Access, KeyHolder } from '../../ports/access/access.ts';

export type IdentifyCallerPorts = {
  access: Pick<Access, 'callerOf'>;
  /** Lower-case hex SHA-256 of the text's UTF-8 bytes. */
  sha256Hex(text: string): string;
};

/** Whose key this is. Keys are only ever compared by their hash; text that cannot be a key asks for nothing. */
export async function identifyCaller(
  ports: IdentifyCallerPorts,
  key: string,
): Promise<{ kind: 'caller'; caller: KeyHolder } | { kind: 'unknown-key' }> {
  const caller = isApiKeyShape(key) ? await ports.access.callerOf(ports.sha256Hex(key)) : null;
  return caller ? { kind: 'caller', caller } : { kind: 'unknown-key' };
}
