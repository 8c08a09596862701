import { expect, test } from 'vitest';
import type { UserId } from '../shared/ids.ts';
import { type IdentityFacts, type IdentityVerdict, judgeIdentity } from './github-identity.ts';

const [ada, bea] = ['ada', 'bea'] as UserId[] as [UserId, UserId];
const linked = { id: bea, hasIdentity: false, reachesAll: true };
const identified = { id: bea, hasIdentity: true, reachesAll: true };
const bounded = { ...linked, reachesAll: false };

test.each<[string, Omit<IdentityFacts, 'shareOrganization'>, boolean, IdentityVerdict]>([
  ['makes a user of who was never here', { known: null, current: null }, false, { kind: 'create' }],
  ['knows its user again', { known: ada, current: null }, false, { kind: 'sign-in', userId: ada }],
  ['is given to who came by a link', { known: null, current: linked }, false, { kind: 'link', userId: bea }],
  ['takes over who came by a link', { known: ada, current: linked }, false, { kind: 'merge', from: bea, into: ada }],
  ['takes nobody over within one organization', { known: ada, current: linked }, true, { kind: 'conflict' }],
  [
    'is given to nobody whose session reaches less than he',
    { known: null, current: bounded },
    false,
    { kind: 'conflict' },
  ],
  ['takes nobody over in such a session', { known: ada, current: bounded }, false, { kind: 'conflict' }],
  ['makes a user beside who has an identity', { known: null, current: identified }, false, { kind: 'create' }],
  ['replaces who has another identity', { known: ada, current: identified }, true, { kind: 'sign-in', userId: ada }],
  ['stays with who has it', { known: bea, current: identified }, false, { kind: 'sign-in', userId: bea }],
])('an identity %s', (_, facts, shareOrganization, verdict) => {
  expect(judgeIdentity({ ...facts, shareOrganization })).toEqual(verdict);
});
