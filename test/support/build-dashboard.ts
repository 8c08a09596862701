import { ensureDashboard } from '../../apps/dashboard/build.ts';

/** Before the tests of a project that looks at the dashboard: builds it from the sources as they are. */
export async function setup(): Promise<void> {
  await ensureDashboard();
}
