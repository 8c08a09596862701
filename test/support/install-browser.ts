import { CommandMissing } from '../../apps/command-installer/ensure-command.ts';
import { ensureBrowser } from './browser.ts';

// Prints the browser's path, alone, to stdout; whatever it does on the way goes to stderr.
try {
  console.log(await ensureBrowser({ env: process.env, log: (line) => console.error(line) }));
} catch (error) {
  if (!(error instanceof CommandMissing)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
