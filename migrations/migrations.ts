import { Registry } from './0001-registry.ts';
import { GitHubPublishing } from './0002-github-publishing.ts';
import { AttemptQueues } from './0003-attempt-queues.ts';

/** All migrations in their order. A name that was released never changes. */
export const migrations = [
  { name: '0001-registry', class: Registry },
  { name: '0002-github-publishing', class: GitHubPublishing },
  { name: '0003-attempt-queues', class: AttemptQueues },
];
