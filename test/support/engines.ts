import { afterAll, beforeAll, describe } from 'vitest';
import { type PostgresServer, startPostgres } from './postgres-server.ts';
import { startTemporalServer, type TemporalServer } from './temporal-server.ts';
import { startWaybillSystem, type WaybillSystem } from './waybill-system.ts';

export type EngineName = 'embedded' | 'temporal';

export type EngineUnderTest = {
  engine: EngineName;
  system(): WaybillSystem;
  postgres(): PostgresServer;
  /** Throws with the embedded engine. */
  temporal(): TemporalServer;
};

/** The same journeys on both engines, each on a system of its own. */
export function onEachEngine(title: string, journeys: (under: EngineUnderTest) => void): void {
  onEngines(['embedded', 'temporal'], title, journeys);
}

/** Journeys that come out the same whatever the engine: on the one that is started soonest. */
export function onEmbeddedEngine(title: string, journeys: (under: EngineUnderTest) => void): void {
  onEngines(['embedded'], title, journeys);
}

/** Journeys of what only Temporal allows: several servers and workers on one database. */
export function onTemporalEngine(title: string, journeys: (under: EngineUnderTest) => void): void {
  onEngines(['temporal'], title, journeys);
}

function onEngines(engines: readonly EngineName[], title: string, journeys: (under: EngineUnderTest) => void): void {
  describe.each(engines)(`${title} (%s engine)`, (engine) => {
    const parts: { postgres?: PostgresServer; temporal?: TemporalServer; system?: WaybillSystem } = {};
    beforeAll(async () => {
      parts.postgres = await startPostgres();
      if (engine === 'temporal') parts.temporal = await startTemporalServer();
      parts.system = await startWaybillSystem({ postgres: parts.postgres, temporal: parts.temporal ?? null });
    }, 120_000);
    afterAll(async () => {
      await parts.system?.close();
      await parts.temporal?.stop();
      await parts.postgres?.stop();
    }, 60_000);
    journeys({
      engine,
      system: () => started(parts.system),
      postgres: () => started(parts.postgres),
      temporal: () => started(parts.temporal),
    });
  });
}

function started<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('this part of the system does not run');
  return part;
}
