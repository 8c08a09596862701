import { Label, type LabelProps } from '@primer/react';
import type { Schema } from '../api/client.ts';

type Status = Schema<'Attempt'>['status'];

const variants: Record<Status, LabelProps['variant']> = {
  published: 'success',
  failed: 'danger',
  skipped: 'attention',
  pending: 'accent',
};

/** How an attempt stands, in its color and in words. */
export function StatusLabel({ status }: { status: Status }) {
  return <Label variant={variants[status]}>{status}</Label>;
}
