import { CommandMissing } from '../../apps/command-installer/ensure-command.ts';
import { ensureVersitygw } from './versitygw.ts';

// Prints the command's path, alone, to stdout; whatever it does on the way goes to stderr.
try {
  console.log(await ensureVersitygw({ env: process.env, log: (line) => console.error(line) }));
} catch (error) {
  if (!(error instanceof CommandMissing)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
