import { createServer } from 'vite';
import { viteConfiguration } from './vite-configuration.ts';

// Vite's development server in front of a running Waybill, whose address is the argument.
const target = process.argv[2] ?? 'http://127.0.0.1:3000';
const passedOn = ['/api', '/assets', '/healthz', '/sign-in/github'];

const proxy = Object.fromEntries(passedOn.map((path) => [path, { target, changeOrigin: true }]));
const server = await createServer({ ...viteConfiguration, server: { host: '127.0.0.1', proxy } });
await server.listen();
server.printUrls();
