import type { LabelProps } from '@primer/react';
import type { Schema } from '../api/client.ts';

type Status = Schema<'DeliveryDetail'>['status'];
type Verdict = Schema<'DeliveryDecision'>['verdict'];

export const deliveryStatusWords: Record<Status, string> = {
  pending: 'Waits to be processed',
  processed: 'Processed',
  ignored: 'Not used',
  failed: 'Failed',
};

export const deliveryStatusVariants: Record<Status, LabelProps['variant']> = {
  pending: 'accent',
  processed: 'success',
  ignored: 'secondary',
  failed: 'danger',
};

export const verdictWords: Record<Verdict, string> = {
  publish: 'Publish',
  joined: 'Joined an attempt',
  skip: 'Do not publish',
  preview: 'Preview',
};

export const verdictKinds: readonly Verdict[] = ['publish', 'joined', 'skip', 'preview'];

/** The events that GitHub sends to the App. Others can be asked for in the address. */
export const eventNames: Record<string, string> = {
  push: 'push',
  create: 'create',
  delete: 'delete',
  pull_request: 'pull_request',
  check_run: 'check_run',
  check_suite: 'check_suite',
  installation: 'installation',
  installation_repositories: 'installation_repositories',
  repository: 'repository',
  ping: 'ping',
};
