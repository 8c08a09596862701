import pg from 'pg';

/** Another embedded server works on the same database. */
export class EmbeddedEngineBusy extends Error {
  override readonly name = 'EmbeddedEngineBusy';
}

/** The right to be the one embedded server of a database, held for as long as one connection lives. */
export type EmbeddedLock = {
  /** False while the connection is lost: PostgreSQL is away, or has just come back. */
  isHeld(): boolean;
  release(): Promise<void>;
};

export type EmbeddedLockOptions = {
  databaseUrl: string;
  /** The engine's schema: the lock is per database and schema. */
  schema: string;
  /** Called when, after an outage of PostgreSQL, another server had taken the lock: this one must stop. */
  onLost: (error: EmbeddedEngineBusy) => void;
};

// A server that was killed a moment ago loses its lock only when PostgreSQL notices.
const patienceMs = 3_000;
const pauseMs = 200;

/** Takes the lock or throws `EmbeddedEngineBusy`; takes it again whenever its connection was lost. */
export async function takeEmbeddedLock(options: EmbeddedLockOptions): Promise<EmbeddedLock> {
  let released = false;
  let client: pg.Client | null = null;
  const hold = (held: pg.Client) => {
    client = held;
    // `end` follows every loss of a connection, `error` only some.
    held.once('end', () => {
      client = null;
      if (!released) void holdAgain();
    });
  };
  const holdAgain = async () => {
    while (!released) {
      try {
        const held = await lockedClient(options);
        if (released) return await held.end();
        return hold(held);
      } catch (error) {
        if (error instanceof EmbeddedEngineBusy) return options.onLost(error);
        await pause();
      }
    }
  };
  hold(await lockedClient(options));
  return {
    isHeld: () => client !== null,
    release: async () => {
      released = true;
      await client?.end();
    },
  };
}

async function lockedClient({ databaseUrl, schema }: EmbeddedLockOptions): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl, keepAlive: true, connectionTimeoutMillis: 5_000 });
  // Without a listener a lost connection would end the program; `end` says the same.
  client.on('error', () => {});
  try {
    await client.connect();
    const deadline = Date.now() + patienceMs;
    while (!(await tryLock(client, schema))) {
      if (Date.now() > deadline) throw busy(databaseUrl);
      await pause();
    }
    return client;
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
}

async function tryLock(client: pg.Client, schema: string): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>(
    'select pg_try_advisory_lock(hashtextextended($1, 0)) as locked',
    [`waybill embedded engine ${schema}`],
  );
  return rows[0]?.locked === true;
}

function busy(databaseUrl: string): EmbeddedEngineBusy {
  const { host, pathname } = new URL(databaseUrl);
  return new EmbeddedEngineBusy(
    `Another server with the embedded engine already works on the database ${host}${pathname}. ` +
      'Stop that one, or set TEMPORAL_ADDRESS to run several.',
  );
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, pauseMs));
}
