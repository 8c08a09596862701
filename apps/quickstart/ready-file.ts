import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ListedConnection } from './waybill-api.ts';

/** What another program needs to use a running quickstart. */
export type Ready = {
  /** Base URL of the API, without `/api/v1`. */
  api: string;
  /** The dashboard, with a link that signs in once, within 15 minutes of the start. */
  dashboard: string;
  api_key: string;
  webhook_secret: string;
  /** Base URL of the simulated GitHub's REST API. */
  github: string;
  /** `<git>/<owner>/<repo>.git` clones and takes pushes: credentials are in it. */
  git: string;
  engine: 'embedded' | 'temporal';
  /** Base URL of Temporal's own pages; null with the embedded engine. */
  temporal_ui: string | null;
  pid: number;
  connections: Pick<
    ListedConnection,
    'id' | 'entry_id' | 'entry_name' | 'repo_full_name' | 'skill_path' | 'tag_pattern'
  >[];
};

/** `ready.json` in the data folder: there while everything is up. Written in one step, for its owner only. */
export function readyFile(dataDir: string) {
  const path = join(dataDir, 'ready.json');
  return {
    async write(ready: Ready): Promise<void> {
      await writeFile(`${path}.new`, `${JSON.stringify(ready, null, 2)}\n`, { mode: 0o600 });
      await rename(`${path}.new`, path);
    },
    remove: () => rm(path, { force: true }),
  };
}
