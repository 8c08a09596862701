import type pg from 'pg';
import type { RunStart, Schedule } from '../../ports/workflow-engine.ts';

/** Schedules of the embedded engine, kept in its schema: DBOS's own are cron lines, which cannot say every interval. */
export type EmbeddedSchedules = {
  put(schedule: Schedule): Promise<void>;
  remove(id: string): Promise<void>;
  stop(): void;
};

export type EmbeddedSchedulesOptions = {
  pool: pg.Pool;
  schema: string;
  start: (run: RunStart) => Promise<unknown>;
  isRunning: (id: string) => Promise<boolean>;
  warn: (message: string) => void;
};

/** Loads the schedules and keeps them running until `stop`. */
export async function startEmbeddedSchedules(options: EmbeddedSchedulesOptions): Promise<EmbeddedSchedules> {
  const { pool, schema } = options;
  const table = `"${schema}".waybill_schedule`;
  const timers = new Map<string, NodeJS.Timeout>();
  const arm = (schedule: Schedule) => {
    disarm(schedule.id);
    // Slots are multiples of the interval since 1970, as Temporal counts them.
    const slotMs = (Math.floor(Date.now() / schedule.everyMs) + 1) * schedule.everyMs;
    const fire = () => {
      // A time-out cannot be longer than 24.8 days, and may come a little early.
      if (Date.now() < slotMs) return wait();
      arm(schedule);
      fireSlot(options, table, schedule, slotMs).catch((error) =>
        options.warn(`schedule ${schedule.id} was left out at ${new Date(slotMs).toISOString()}: ${error}`),
      );
    };
    const wait = () => timers.set(schedule.id, setTimeout(fire, Math.min(slotMs - Date.now(), 2 ** 31 - 1)));
    wait();
  };
  const disarm = (id: string) => {
    clearTimeout(timers.get(id));
    timers.delete(id);
  };
  await pool.query(`create table if not exists ${table}
    (id text primary key, process text not null, every_ms bigint not null, input jsonb not null, last_run text)`);
  const { rows } = await pool.query(`select id, process, every_ms, input from ${table}`);
  for (const row of rows) arm({ id: row.id, process: row.process, everyMs: Number(row.every_ms), input: row.input });
  return {
    put: async (schedule) => {
      await pool.query(
        `insert into ${table} (id, process, every_ms, input) values ($1, $2, $3, $4)
         on conflict (id) do update set process = excluded.process, every_ms = excluded.every_ms, input = excluded.input`,
        [schedule.id, schedule.process, schedule.everyMs, JSON.stringify(schedule.input)],
      );
      arm(schedule);
    },
    remove: async (id) => {
      disarm(id);
      await pool.query(`delete from ${table} where id = $1`, [id]);
    },
    stop: () => {
      for (const id of [...timers.keys()]) disarm(id);
    },
  };
}

/** Starts the slot's run, unless the schedule's run before it still goes on; its id is that of Temporal's runs. */
async function fireSlot(
  options: EmbeddedSchedulesOptions,
  table: string,
  { id, process, input }: Schedule,
  slotMs: number,
): Promise<void> {
  const { rows } = await options.pool.query(`select last_run from ${table} where id = $1`, [id]);
  if (rows.length === 0) return;
  const lastRun: string | null = rows[0].last_run;
  if (lastRun !== null && (await options.isRunning(lastRun))) return;
  const runId = `${id}-${new Date(slotMs).toISOString().replace('.000Z', 'Z')}`;
  await options.start({ process, id: runId, input });
  await options.pool.query(`update ${table} set last_run = $2 where id = $1`, [id, runId]);
}
