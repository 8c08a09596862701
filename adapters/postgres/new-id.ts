import { randomUUID } from 'node:crypto';
import { newRowId, type RowId } from '../../domain/shared/ids.ts';

export function newId<Id extends RowId>(): Id {
  return newRowId<Id>(randomUUID());
}
