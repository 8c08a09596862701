import type { Attempt } from '../../../domain/publishing/attempt.ts';
import type { HttpDeps } from '../http-deps.ts';

export type AttemptLinkDeps = Pick<HttpDeps, 'githubUrl' | 'temporalUi' | 'tenancy'>;

/**
 * Where else an attempt is to be seen. Temporal's pages are the operator's: among many organizations nobody is sent there.
 * Sources: https://docs.github.com/rest/checks/runs#get-a-check-run (`html_url`), and the routes of
 * https://github.com/temporalio/ui, where a workflow without a run leads to its latest run.
 */
export function attemptLinks({ githubUrl, temporalUi, tenancy }: AttemptLinkDeps, attempt: Attempt) {
  const { repository, commit, checkRunId, engine, workflowId } = attempt;
  const ofRepository = (path: string) => (repository === null ? null : `${githubUrl}/${repository}/${path}`);
  const isShown = tenancy === 'single' && engine === 'temporal' && workflowId !== '';
  return {
    engine_url: isShown && temporalUi ? inTemporal(temporalUi, workflowId) : null,
    commit_url: commit === null ? null : ofRepository(`commit/${commit}`),
    check_run_url: checkRunId === null ? null : ofRepository(`runs/${checkRunId}`),
  };
}

function inTemporal({ url, namespace }: NonNullable<HttpDeps['temporalUi']>, workflowId: string): string {
  return `${url}/namespaces/${encodeURIComponent(namespace)}/workflows/${encodeURIComponent(workflowId)}`;
}
