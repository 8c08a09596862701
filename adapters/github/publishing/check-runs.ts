import { z } from 'zod';
import type { Annotation } from '../../../domain/publishing/outcome.ts';
import type { Sha } from '../../../domain/shared/ids.ts';
import type { RepositoryAddress } from '../../../ports/publishing/source.ts';
import type { CheckRunContent, Unsupported, WriteBack } from '../../../ports/publishing/write-back.ts';
import { type GitHubClient, repositoryIdPath } from '../client.ts';
import { saysUnsupported } from '../failures.ts';
import { cutBytes, cutCharacters } from '../text-limits.ts';

// Limits. Source: https://docs.github.com/rest/checks/runs#create-a-check-run
const annotationsPerRequest = 50;
const summaryBytes = 65_535;
const annotationMessageBytes = 65_536;
const annotationTitleCharacters = 255;

const runId = z.number().int().positive().transform(String);
const createdRun = z.object({ id: runId });
const anyAnswer = z.object({ id: z.unknown() });
const runList = z.object({
  total_count: z.number(),
  check_runs: z.array(
    z.object({
      id: runId,
      external_id: z.string().nullish(),
      status: z.string(),
      output: z.object({ annotations_count: z.number() }),
    }),
  ),
});
type FoundRun = z.infer<typeof runList>['check_runs'][number];

export function checkRuns(client: GitHubClient): Pick<WriteBack, 'createCheckRun' | 'updateCheckRun' | 'findCheckRun'> {
  return {
    async createCheckRun(repository, commit, content) {
      const path = repositoryIdPath(repository);
      const first = content.annotations.slice(0, annotationsPerRequest);
      const isWhole = first.length === content.annotations.length;
      try {
        const { id } = await client.asInstallation(repository, createdRun, (request) =>
          request('POST /repositories/{repository_id}/check-runs', {
            ...path,
            name: content.name,
            head_sha: commit,
            ...runFields(content, first, isWhole),
          }),
        );
        if (!isWhole) await sendUpdates(client, repository, id, content, first.length);
        return { kind: 'written', checkRunId: id };
      } catch (error) {
        return unsupportedOrThrow(error);
      }
    },

    async updateCheckRun(repository, checkRunId, content, annotationsSent) {
      try {
        await sendUpdates(client, repository, checkRunId, content, annotationsSent);
        return { kind: 'written' };
      } catch (error) {
        return unsupportedOrThrow(error);
      }
    },

    async findCheckRun(repository, commit, name, externalId) {
      const run = await findRun(client, repository, commit, name, externalId);
      if (run === null) return null;
      const annotationsSent = run.output.annotations_count;
      return { checkRunId: run.id, completed: run.status === 'completed', annotationsSent };
    },
  };
}

export function unsupportedOrThrow(error: unknown): Unsupported {
  if (saysUnsupported(error)) return { kind: 'unsupported', message: error.sentence };
  throw error;
}

/** One request for each 50 annotations, which GitHub appends; only the last one completes the run. */
async function sendUpdates(
  client: GitHubClient,
  repository: RepositoryAddress,
  checkRunId: string,
  content: CheckRunContent,
  annotationsSent: number,
): Promise<void> {
  const path = repositoryIdPath(repository);
  let sent = annotationsSent;
  do {
    const next = content.annotations.slice(sent, sent + annotationsPerRequest);
    sent += next.length;
    const isLast = sent >= content.annotations.length;
    await client.asInstallation(repository, anyAnswer, (request) =>
      request('PATCH /repositories/{repository_id}/check-runs/{check_run_id}', {
        ...path,
        check_run_id: Number(checkRunId),
        ...runFields(content, next, isLast),
      }),
    );
  } while (sent < content.annotations.length);
}

function runFields(content: CheckRunContent, annotations: Annotation[], isLast: boolean) {
  const { conclusion } = content;
  const progress =
    conclusion === null || !isLast ? { status: 'in_progress' as const } : { status: 'completed' as const, conclusion };
  return {
    ...(content.detailsUrl === null ? {} : { details_url: content.detailsUrl }),
    external_id: content.externalId,
    ...progress,
    output: {
      title: content.title,
      summary: cutBytes(content.summary, summaryBytes),
      annotations: annotations.map(annotationFields),
    },
  };
}

function annotationFields({ path, line, column, code, message }: Annotation) {
  return {
    path,
    start_line: line,
    end_line: line,
    ...(column === null ? {} : { start_column: column, end_column: column }),
    annotation_level: 'failure' as const,
    title: cutCharacters(code, annotationTitleCharacters),
    message: cutBytes(message, annotationMessageBytes),
  };
}

/** The newest run of that external id. All runs of the name are listed, as the next attempt's run hides it from the latest ones. */
async function findRun(
  client: GitHubClient,
  repository: RepositoryAddress,
  commit: Sha,
  name: string,
  externalId: string,
): Promise<FoundRun | null> {
  const path = repositoryIdPath(repository);
  const perPage = 100;
  for (let page = 1; ; page += 1) {
    const answer = await client.asInstallation(repository, runList, (request) =>
      request('GET /repositories/{repository_id}/commits/{ref}/check-runs', {
        ...path,
        ref: commit,
        check_name: name,
        filter: 'all',
        per_page: perPage,
        page,
      }),
    );
    const ours = answer.check_runs.filter((run) => run.external_id === externalId);
    if (ours.length > 0) return ours.reduce((a, b) => (BigInt(b.id) > BigInt(a.id) ? b : a));
    if (answer.check_runs.length < perPage || page * perPage >= answer.total_count) return null;
  }
}
