import { CommandMissing } from '../command-installer/ensure-command.ts';
import { ensureTemporalCli } from './temporal-cli.ts';

// Prints the command's path, alone, to stdout; whatever it does on the way goes to stderr.
try {
  console.log(await ensureTemporalCli({ env: process.env, log: (line) => console.error(line) }));
} catch (error) {
  if (!(error instanceof CommandMissing)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
