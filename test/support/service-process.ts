import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** One of the service's programs as a process of its own, which can be killed and started again. */
export type ServiceProcess = {
  start(): Promise<void>;
  /** Ends it as a crash would. */
  kill9(): Promise<void>;
  /** Asks it to stop, and waits; the exit code. */
  stop(): Promise<number | null>;
  /** Waits until it ends by itself; the exit code. */
  ended(): Promise<number | null>;
  /** What it wrote so far. */
  output(): string;
};

/** `program` is a path from the checkout's root; `isUp` is asked until it gives true, for a minute at most. */
export function serviceProcess(
  program: string,
  environment: Record<string, string>,
  isUp: (output: string) => Promise<boolean>,
): ServiceProcess {
  const path = fileURLToPath(new URL(`../../${program}`, import.meta.url));
  let child: ChildProcess | null = null;
  let output = '';
  let ended: Promise<number | null> = Promise.resolve(null);
  const end = async (signal: NodeJS.Signals) => {
    const ending = child;
    child = null;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return ending?.exitCode ?? null;
    const exited = new Promise<number | null>((resolve) => ending.once('exit', resolve));
    ending.kill(signal);
    return exited;
  };
  return {
    start: async () => {
      const started = spawn(process.execPath, [path], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
      child = started;
      // All output has been read by then.
      ended = new Promise((resolve) => started.once('close', resolve));
      for (const stream of [started.stdout, started.stderr]) {
        stream.on('data', (chunk: Buffer) => {
          output = (output + chunk.toString()).slice(-100_000);
        });
      }
      const deadline = Date.now() + 60_000;
      while (!(await isUp(output))) {
        if (started.exitCode !== null || Date.now() > deadline)
          throw new Error(`${program} did not come up:\n${output}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    kill9: async () => {
      await end('SIGKILL');
    },
    stop: () => end('SIGTERM'),
    ended: () => ended,
    output: () => output,
  };
}
