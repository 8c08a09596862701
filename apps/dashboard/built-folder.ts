import { fileURLToPath } from 'node:url';

/** Where the built dashboard lies, from which the server serves it. */
export const builtFolder = fileURLToPath(new URL('dist', import.meta.url));
