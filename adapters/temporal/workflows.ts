/** The workflows that workers bundle. Each is exported under its process's name. */
import { previewPullRequestProcess } from '../../workflows/previews/preview-pull-request.process.ts';
import { concludeAttemptProcess, publishVersionProcess } from '../../workflows/publishing/publish-version.process.ts';
import { temporalWorkflow } from './temporal-workflow.ts';

export const publishVersion = temporalWorkflow(publishVersionProcess);
export const previewPullRequest = temporalWorkflow(previewPullRequestProcess);
export const concludeAttempt = temporalWorkflow(concludeAttemptProcess);
