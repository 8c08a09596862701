import { download } from '../command-installer/download.ts';
import { type CommandOptions, ensureCommand } from '../command-installer/ensure-command.ts';
import { goInstall } from '../command-installer/go-install.ts';
import { commandSays } from '../command-installer/run-command.ts';

/** Newer tags carry replace directives, with which `go install` refuses to work. */
const module = 'github.com/temporalio/cli/cmd/temporal@v1.5.1';

/** Path of the `temporal` command, installed if need be: its official download, else built by Go. Throws `CommandMissing`. */
export function ensureTemporalCli(options: CommandOptions): Promise<string> {
  const wanted = {
    title: "Temporal's command",
    program: 'temporal',
    variable: 'TEMPORAL_CLI',
    isIt,
    ways: [
      { name: 'download', install: download({ url: archiveUrl(), path: fileName(), takes: 'about 60 MB', isIt }) },
      { name: 'go install', install: goInstall({ module, takes: 'about 3 minutes' }) },
    ],
    advice: [
      'install it (https://docs.temporal.io/cli) and set TEMPORAL_CLI to its path or put it on PATH;',
      `with Go: go install ${module}.`,
    ].join('\n'),
  };
  return ensureCommand(wanted, options);
}

function isIt(path: string): Promise<boolean> {
  return commandSays(path, ['--version'], 'temporal version');
}

/** https://docs.temporal.io/cli#install */
function archiveUrl(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const arch = process.arch === 'x64' ? 'amd64' : process.arch;
  return `https://temporal.download/cli/archive/latest?platform=${platform}&arch=${arch}`;
}

function fileName(): string {
  return process.platform === 'win32' ? 'temporal.exe' : 'temporal';
}
