import { openPostgres } from '../../adapters/postgres/open-postgres.ts';
import { readConfiguration } from '../configuration.ts';
import { operatorLink } from './operator-link.ts';

/** Prints a link that lets the first owner into the dashboard of the configured service, once, within 15 minutes. */
async function main(): Promise<void> {
  const { databaseUrl, brand, publicUrl, host, port } = readConfiguration(process.env);
  const postgres = openPostgres({ databaseUrl, brand, poolSize: 2 });
  try {
    const link = await operatorLink(postgres.signInLinks, publicUrl ?? `http://${host}:${port}`);
    if (link === null)
      throw new Error('There is no owner yet: start the server once, it makes the first organization.');
    console.log(link);
  } finally {
    await postgres.close();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
