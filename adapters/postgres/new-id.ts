import { randomUUID } from 'node:crypto';
import { parseId } from '../../domain/shared/ids.ts';

type RowId = NonNullable<ReturnType<typeof parseId>>;

export function newId<Id extends RowId>(): Id {
  const id = parseId<Id>(randomUUID());
  if (id === null) throw new Error('randomUUID gave no UUID');
  return id;
}
