import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CommandMissing } from '../../apps/command-installer/ensure-command.ts';
import { browserPlaces, ensureBrowser } from './browser.ts';

const log = () => undefined;

test('a browser is looked for on PATH first, then where each platform keeps it', () => {
  const places = browserPlaces({ PATH: '/here' }, 'linux');
  expect(places.slice(0, 3)).toEqual(['/here/chromium', '/here/chromium-browser', '/here/google-chrome']);
  expect(places).toContain('/opt/google/chrome/chrome');
  expect(browserPlaces({ HOME: '/Users/ada' }, 'darwin')).toEqual(
    expect.arrayContaining([
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Users/ada/Applications/Chromium.app/Contents/MacOS/Chromium',
    ]),
  );
  expect(browserPlaces({ PROGRAMFILES: 'C:\\Program Files' }, 'win32')).toContain(
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  );
});

test('a variable that names no browser is told, and nothing is installed instead', async () => {
  const env = { ...process.env, CHROMIUM: process.execPath };
  await expect(ensureBrowser({ env, log })).rejects.toThrow(
    new CommandMissing(`CHROMIUM is ${process.execPath}, which is no Chromium or Chrome that runs here.`),
  );
});

test('a browser that is there is taken as it is', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'waybill-browser-'));
  try {
    const found = await ensureBrowser({ env: process.env, log });
    const env = { PATH: '', CHROME_PATH: found, WAYBILL_CACHE_DIR: folder };
    expect(await ensureBrowser({ env, log })).toBe(found);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
