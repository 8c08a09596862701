import type { CheckRunChange } from '../check-runs.ts';
import type { Annotation } from '../state.ts';
import {
  asObject,
  isHttpUrl,
  optionalChoice,
  optionalInteger,
  optionalObjects,
  optionalString,
  optionalTime,
  requiredString,
  requireFields,
} from './body-checks.ts';
import { invalidRequest, validationFailed } from './rest-error.ts';

type Body = Record<string, unknown>;

const statuses = ['queued', 'in_progress', 'completed'] as const;
const conclusions = ['action_required', 'cancelled', 'failure', 'neutral', 'success', 'skipped', 'timed_out'] as const;

const maxTextCharacters = 65535;
const maxAnnotationsPerRequest = 50;
const maxActions = 3;

/** What a check-run's creation or update sets. Throws GitHub's 422. */
export function parseCheckRun(body: Body, isNew: boolean): CheckRunChange {
  const conclusion = optionalChoice(body, 'conclusion', conclusions);
  const status = optionalChoice(body, 'status', statuses);
  if (status === 'completed' && conclusion === undefined) throw invalidRequest('"conclusion" wasn\'t supplied.');
  const change: CheckRunChange = {
    name: optionalString(body, 'name'),
    status: conclusion === undefined ? status : 'completed',
    conclusion,
    detailsUrl: parseDetailsUrl(body),
    externalId: optionalString(body, 'external_id'),
    startedAt: optionalTime(body, 'started_at'),
    completedAt: optionalTime(body, 'completed_at'),
    ...(body.output === undefined || body.output === null ? {} : parseOutput(asObject('output', body.output), isNew)),
    ...(body.actions === undefined ? {} : { actions: optionalObjects(body, 'actions', maxActions).map(parseAction) }),
  };
  return withoutUndefined(change);
}

function parseDetailsUrl(body: Body): string | undefined {
  const url = optionalString(body, 'details_url');
  if (url === undefined || isHttpUrl(url)) return url;
  throw validationFailed({
    resource: 'CheckRun',
    field: 'details_url',
    code: 'custom',
    message: 'details_url must use the http or https scheme',
  });
}

/** A title is needed on creation, a summary always. */
function parseOutput(output: Body, isNew: boolean): CheckRunChange {
  requireFields(output, isNew ? ['title', 'summary'] : ['summary']);
  return {
    title: optionalString(output, 'title'),
    summary: optionalString(output, 'summary', maxTextCharacters),
    text: optionalString(output, 'text', maxTextCharacters),
    annotations: optionalObjects(output, 'annotations', maxAnnotationsPerRequest).map(parseAnnotation),
  };
}

function parseAnnotation(annotation: Body): Annotation {
  requireFields(annotation, ['path', 'start_line', 'end_line', 'annotation_level', 'message']);
  return {
    path: requiredString(annotation, 'path'),
    start_line: optionalInteger(annotation, 'start_line') ?? 1,
    end_line: optionalInteger(annotation, 'end_line') ?? 1,
    start_column: optionalInteger(annotation, 'start_column') ?? null,
    end_column: optionalInteger(annotation, 'end_column') ?? null,
    annotation_level: optionalChoice(annotation, 'annotation_level', ['notice', 'warning', 'failure']) ?? 'notice',
    title: optionalString(annotation, 'title', 255) ?? null,
    message: requiredString(annotation, 'message', 65536),
    raw_details: optionalString(annotation, 'raw_details', 65536) ?? null,
  };
}

function parseAction(action: Body) {
  requireFields(action, ['label', 'description', 'identifier']);
  return {
    label: requiredString(action, 'label', 20),
    description: requiredString(action, 'description', 40),
    identifier: requiredString(action, 'identifier', 20),
  };
}

function withoutUndefined(change: CheckRunChange): CheckRunChange {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}
