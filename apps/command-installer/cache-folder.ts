import { homedir } from 'node:os';
import { join } from 'node:path';

/** Environment variables, given by whoever starts a program. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Where programs that Waybill installs for itself stay: `WAYBILL_CACHE_DIR`, else the user's cache of the platform. */
export function cacheFolder(env: Environment, platform: NodeJS.Platform = process.platform): string {
  if (env.WAYBILL_CACHE_DIR) return env.WAYBILL_CACHE_DIR;
  const home = env.HOME || homedir();
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'waybill');
  if (platform === 'win32') return join(env.LOCALAPPDATA || join(home, 'AppData', 'Local'), 'waybill');
  return join(env.XDG_CACHE_HOME || join(home, '.cache'), 'waybill');
}
