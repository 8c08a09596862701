import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export type Folder = {
  path: string;
  write(path: string, content: string | Uint8Array): Promise<void>;
  remove(): Promise<void>;
};

export async function temporaryFolder(): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), 'waybill-test-'));
  return {
    path,
    write: async (name, content) => {
      await mkdir(dirname(join(path, name)), { recursive: true });
      await writeFile(join(path, name), content);
    },
    remove: () => rm(path, { recursive: true, force: true }),
  };
}

const identity = ['-c', 'user.name=Mona', '-c', 'user.email=mona@example.com'];

/** Runs git in the folder; gives what it printed. The last argument may be its standard input. */
export function git(folder: Folder, ...args: (string | { input: string })[]): Promise<string> {
  const words = args.filter((arg) => typeof arg === 'string');
  const input = args.find((arg) => typeof arg !== 'string')?.input;
  return new Promise((resolve, reject) => {
    const child = spawn('git', [...identity, ...words], { cwd: folder.path });
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(Buffer.concat(output).toString());
      else reject(new Error(`git ${words.join(' ')}: ${code}\n${Buffer.concat(errors)}`));
    });
    child.stdin.end(input);
  });
}
