import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import { Registry } from 'prom-client';
import { endpointsOf } from '../../adapters/koa/http-app.ts';
import { type OpenApiDocument, openApiDocument } from '../../adapters/koa/openapi/openapi-document.ts';

const typesPath = fileURLToPath(new URL('src/api/schema.ts', import.meta.url));

/** The document as the server serves it. Descriptions are made before any port is asked for anything. */
function servedDocument(): OpenApiDocument {
  const endpoints = endpointsOf({ metrics: new Registry() } as Parameters<typeof endpointsOf>[0]);
  const descriptions = endpoints.map(({ description }) => description);
  return openApiDocument(descriptions, 'http://localhost');
}

async function typesOf(document: OpenApiDocument): Promise<string> {
  const nodes = await openapiTS(JSON.stringify(document), { alphabetize: true });
  return `// Made from the served openapi.json by "npm run api-types"; do not edit.\n${astToString(nodes)}`;
}

const types = await typesOf(servedDocument());
if (process.argv.includes('--check')) {
  const present = await readFile(typesPath, 'utf8').catch(() => '');
  if (present !== types) {
    console.error("The dashboard's types differ from the API's description: run npm run api-types.");
    process.exitCode = 1;
  }
} else {
  await writeFile(typesPath, types);
}
