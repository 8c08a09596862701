import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { InlineConfig } from 'vite';
import { builtFolder } from './built-folder.ts';

const dashboardFolder = fileURLToPath(new URL('.', import.meta.url));

/** `configFile: false`: all of the configuration is here. */
export const viteConfiguration: InlineConfig = {
  configFile: false,
  root: dashboardFolder,
  plugins: [react()],
  build: {
    outDir: builtFolder,
    emptyOutDir: true,
    assetsDir: 'dashboard',
    // Data URLs would need an exception in the Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    chunkSizeWarningLimit: 600,
  },
};
