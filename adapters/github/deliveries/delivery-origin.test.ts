import { describe, expect, test } from 'vitest';
import { deliveryOrigin } from './delivery-origin.ts';

const sha = 'a'.repeat(40);
const tagObject = 'b'.repeat(40);
const from = { installation: { id: 77 }, repository: { id: 900, full_name: 'acme/skills' } };
const named = { installationId: 77, repositoryId: 900, repository: 'acme/skills' };
const nothing = { installationId: null, repositoryId: null, repository: null, ref: null, commit: null };

describe('where a delivery comes from', () => {
  test.each([
    ['push', { ref: 'refs/heads/main', after: sha, head_commit: { id: sha } }, { ref: 'refs/heads/main', commit: sha }],
    ['push', { ref: 'refs/tags/v1', after: tagObject, head_commit: { id: sha } }, { ref: 'refs/tags/v1', commit: sha }],
    ['push', { ref: 'refs/heads/x', after: '0'.repeat(40), head_commit: null }, { ref: 'refs/heads/x', commit: null }],
    ['create', { ref: 'v1', ref_type: 'tag' }, { ref: 'refs/tags/v1', commit: null }],
    ['delete', { ref: 'dev', ref_type: 'branch' }, { ref: 'refs/heads/dev', commit: null }],
    ['check_run', { check_run: { head_sha: sha } }, { ref: null, commit: sha }],
    ['check_suite', { check_suite: { head_sha: sha } }, { ref: null, commit: sha }],
    ['pull_request', { pull_request: { head: { sha } } }, { ref: null, commit: sha }],
    ['star', {}, { ref: null, commit: null }],
  ])('%s %j', (event, payload, expected) => {
    expect(deliveryOrigin(event, { ...from, ...payload })).toEqual({ ...named, ...expected });
  });

  test.each([null, 'text', [], { installation: 'x', repository: { id: -1, full_name: 3 }, ref: {}, after: 7 }])(
    'what is odd counts as missing: %j',
    (body) => {
      expect(deliveryOrigin('push', body)).toEqual(nothing);
    },
  );
});
