import { download } from '../../apps/command-installer/download.ts';
import { type CommandOptions, ensureCommand } from '../../apps/command-installer/ensure-command.ts';
import { goInstall } from '../../apps/command-installer/go-install.ts';
import { commandSays } from '../../apps/command-installer/run-command.ts';

const version = 'v1.8.0';
const module = `github.com/versity/versitygw/cmd/versitygw@${version}`;
const releases = 'https://github.com/versity/versitygw/releases';

/**
 * Path of the `versitygw` command, the S3 server of the tests, installed if need be: its official download, else built
 * by Go. Throws `CommandMissing`.
 */
export function ensureVersitygw(options: CommandOptions): Promise<string> {
  const wanted = {
    title: 'The S3 server of the tests',
    program: 'versitygw',
    variable: 'VERSITYGW',
    isIt,
    ways: [
      { name: 'download', install: download({ ...archive(), takes: 'about 20 MB', isIt }) },
      { name: 'go install', install: goInstall({ module, takes: 'about 2 minutes' }) },
    ],
    advice: [
      `install it (${releases}) and set VERSITYGW to its path or put it on PATH;`,
      `with Go: go install ${module}.`,
    ].join('\n'),
  };
  return ensureCommand(wanted, options);
}

function isIt(path: string): Promise<boolean> {
  return commandSays(path, ['--help'], 'Versity S3 Gateway');
}

/** The archives' names are those of the `.goreleaser.yaml` of its repository. */
function archive(): { url: string; path: string } {
  const systems: Partial<Record<NodeJS.Platform, string>> = { linux: 'Linux', darwin: 'Darwin', win32: 'Windows' };
  const arch = process.arch === 'x64' ? 'x86_64' : process.arch;
  const name = `versitygw_${version}_${systems[process.platform] ?? process.platform}_${arch}`;
  const windows = process.platform === 'win32';
  return {
    url: `${releases}/download/${version}/${name}${windows ? '.zip' : '.tar.gz'}`,
    path: `${name}/versitygw${windows ? '.exe' : ''}`,
  };
}
