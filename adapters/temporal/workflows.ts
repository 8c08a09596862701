/** The workflows that workers bundle. Each is exported under its process's name. */
import { publishVersionProcess } from '../../workflows/publishing/publish-version.process.ts';
import { temporalWorkflow } from './temporal-workflow.ts';

export const publishVersion = temporalWorkflow(publishVersionProcess);
