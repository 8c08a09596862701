import { z } from 'zod';
import { type AnswerDescription, type EndpointDescription, tags } from '../endpoint.ts';
import { type JsonSchema, jsonSchemas } from './json-schema.ts';

/** An OpenAPI 3.1 document. Source: https://spec.openapis.org/oas/v3.1.1.html */
export type OpenApiDocument = {
  openapi: string;
  info: Record<string, unknown>;
  servers: { url: string }[];
  tags: { name: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: Record<string, Record<string, JsonSchema>>;
};

export type Operation = {
  operationId: string;
  tags: string[];
  summary: string;
  description?: string;
  security: Record<string, string[]>[];
  parameters: Parameter[];
  requestBody?: { required: boolean; content: Record<string, { schema: JsonSchema }> };
  responses: Record<string, ResponseObject>;
};

type Parameter = { name: string; in: string; required: boolean; description?: string; schema: JsonSchema };
type ResponseObject = {
  description: string;
  headers?: Record<string, { description: string; schema: JsonSchema }>;
  content?: Record<string, { schema: JsonSchema }>;
};
type Schemas = ReturnType<typeof jsonSchemas>;

/** The document of these endpoints. Throws when two have the same operation id, or the same method and path. */
export function openApiDocument(descriptions: readonly EndpointDescription[], serverUrl: string): OpenApiDocument {
  const schemas = jsonSchemas();
  const paths: OpenApiDocument['paths'] = {};
  const ids = new Set<string>();
  for (const description of descriptions) {
    const { method, path, operationId } = description;
    paths[path] ??= {};
    if (ids.has(operationId) || paths[path][method]) throw new Error(`${operationId} is described twice`);
    ids.add(operationId);
    paths[path][method] = operationOf(description, schemas);
  }
  schemas.given(problemSchema);
  return {
    openapi: '3.1.1',
    info: {
      title: 'Waybill',
      version: 'v1',
      summary: 'Publishes Git repositories into a package registry.',
      description: introduction,
    },
    servers: [{ url: serverUrl }],
    tags: tags.map((name) => ({ name })),
    paths,
    components: {
      schemas: schemas.components,
      securitySchemes,
    },
  };
}

const securitySchemes = {
  key: { type: 'http', scheme: 'bearer', description: 'An API key: `st_live_...`.' },
  session: {
    ...{ type: 'apiKey', in: 'cookie', name: 'waybill_session' },
    description:
      'Of who signed in at the dashboard (`__Host-waybill_session` over TLS). The header `Waybill-Organization` names the ' +
      'organization by its id where he is in several. What changes something is taken from the pages of the service itself ' +
      'only (`Sec-Fetch-Site: same-origin`, or its own `Origin`). A key that comes as well is what counts.',
  },
};

const introduction =
  'Errors are `application/problem+json` (RFC 9457) with a stable `code` and the plain text `error`. Lists give ' +
  '`next_cursor` where they page. Every answer names its request in `X-Request-Id`. ' +
  'Answers that count towards a limit say where you stand in `RateLimit` and `RateLimit-Policy` ' +
  '(draft-ietf-httpapi-ratelimit-headers); past it, calls answer 429 with `Retry-After`.';

const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().meta({ type: 'integer' }),
    detail: z.string(),
    code: z.string().meta({ description: 'Stable; made for programs.' }),
    error: z.string().meta({ description: 'The same as `detail`, for older clients.' }),
    errors: z
      .array(z.strictObject({ path: z.string(), message: z.string() }))
      .optional()
      .meta({ description: 'The fields that cannot be taken.' }),
  })
  .loose()
  .meta({ id: 'Problem', description: 'What happened, to what, and what to do next.' });

function operationOf(endpoint: EndpointDescription, schemas: Schemas): Operation {
  const { operationId, tag, summary, description, access } = endpoint;
  return {
    operationId,
    tags: [tag],
    summary,
    ...(description && { description }),
    security: securityOf(access),
    parameters: parametersOf(endpoint, schemas),
    ...requestBodyOf(endpoint, schemas),
    responses: { ...problemsOf(endpoint), ...answersOf(endpoint, schemas) },
  };
}

function securityOf(access: EndpointDescription['access']): Operation['security'] {
  if (access === 'anyone') return [];
  return access === 'key' ? [{ key: [] }, { session: [] }] : [{}, { session: [] }];
}

function parametersOf({ params = {}, query, headers = {}, idempotent }: EndpointDescription, schemas: Schemas) {
  const inPath = Object.entries(params).map(([name, schema]) => parameter('path', name, true, schemas.sent(schema)));
  const inQuery = Object.entries(query?.shape ?? {}).map(([name, schema]) =>
    parameter('query', name, !z.safeParse(schema as z.ZodType, undefined).success, schemas.sent(schema as z.ZodType)),
  );
  const inHeaders = Object.entries(headers).map(([name, { description, required = false }]) => ({
    ...parameter('header', name, required, { type: 'string' }),
    description,
  }));
  if (idempotent) inHeaders.push(idempotencyKey);
  return [...inPath, ...inQuery, ...inHeaders];
}

const idempotencyKey = {
  ...parameter('header', 'Idempotency-Key', false, { type: 'string', pattern: '^[!-~]{1,255}$' }),
  description:
    '1 to 255 visible ASCII characters. The same request again with the same key, within 24 hours, answers as the first ' +
    'did and does nothing.',
};

function parameter(where: string, name: string, required: boolean, schema: JsonSchema): Parameter {
  const { description, ...rest } = schema;
  return { name, in: where, required, ...(typeof description === 'string' && { description }), schema: rest };
}

function requestBodyOf({ body, bodyOptional, rawBody }: EndpointDescription, schemas: Schemas) {
  if (rawBody) {
    const content = { [rawBody.contentType]: { schema: schemas.sent(rawBody.schema) } };
    return { requestBody: { required: true, content } };
  }
  if (!body) return {};
  return { requestBody: { required: !bodyOptional, content: { 'application/json': { schema: schemas.sent(body) } } } };
}

function answersOf({ answers }: EndpointDescription, schemas: Schemas): Record<string, ResponseObject> {
  return Object.fromEntries(
    Object.entries(answers).map(([status, answer]) => [status, answerOf(answer, schemas)] as const),
  );
}

function answerOf({ description, body, content, headers }: AnswerDescription, schemas: Schemas): ResponseObject {
  const types = [content ?? []].flat().map((type) => type.split(';')[0] ?? type);
  return {
    description,
    ...(headers && { headers: headersOf(headers) }),
    ...(body && { content: { 'application/json': { schema: schemas.given(body) } } }),
    ...(types.length > 0 && {
      content: Object.fromEntries(types.map((type) => [type, { schema: schemaOfBytes(type) }])),
    }),
  };
}

function schemaOfBytes(mediaType: string): JsonSchema {
  return mediaType.startsWith('text/') ? { type: 'string' } : {};
}

function headersOf(headers: Record<string, string>) {
  return Object.fromEntries(
    Object.entries(headers).map(([name, description]) => [name, { description, schema: { type: 'string' } }] as const),
  );
}

/** What calls of this kind may answer besides what the endpoint itself names. */
function problemsOf(endpoint: EndpointDescription): Record<string, ResponseObject> {
  const codes = new Map<number, Set<string>>();
  const add = (status: number, ...more: readonly string[]) => {
    codes.set(status, new Set([...(codes.get(status) ?? []), ...more]));
  };
  const { method, access, uncounted, params, body, rawBody, idempotent, showsSecret, refusals = {} } = endpoint;
  if (access === 'key') {
    add(400, 'organization_missing');
    add(401, 'key_missing', 'key_invalid', 'session_expired');
    add(403, 'role_too_low', 'permission_missing', 'plan_required', 'not_a_member');
  }
  if (access !== 'anyone' && method !== 'get') add(403, 'cross_site_request');
  if (params) add(404, 'not_found');
  if (body || rawBody) {
    add(400, 'json_malformed', 'body_incomplete');
    add(413, 'body_too_large');
    add(415, 'media_type_unsupported', 'encoding_unsupported');
  }
  add(422, 'invalid_request');
  if (idempotent) {
    add(400, 'idempotency_key_invalid');
    add(409, 'idempotency_key_in_use');
    add(422, 'idempotency_key_reused');
  }
  if (showsSecret) add(409, 'secret_already_shown');
  if (!uncounted) add(429, 'rate_limited');
  add(500, 'internal_error');
  add(503, 'service_unavailable');
  for (const [status, more] of Object.entries<readonly string[]>(refusals)) add(Number(status), ...more);
  return Object.fromEntries([...codes].map(([status, of]) => [status, problemOf(status, [...of])] as const));
}

function problemOf(status: number, codes: string[]): ResponseObject {
  return {
    description: `${codes.map((code) => `\`${code}\``).join(', ')}.`,
    ...(status === 429 || status === 503
      ? { headers: headersOf({ 'Retry-After': 'When to come again: seconds, or a date.' }) }
      : {}),
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
}
