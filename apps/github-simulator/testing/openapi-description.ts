import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';

type Schema = Record<string, unknown>;

type Description = {
  paths: Record<string, Record<string, { responses: Record<string, Schema> }>>;
  components: Record<string, Record<string, Schema>>;
};

const path = createRequire(import.meta.url).resolve('@octokit/openapi/generated/api.github.com.json');
const description = JSON.parse(readFileSync(path, 'utf8')) as Description;

/** OpenAPI 3.0 with `nullable`; examples and unknown formats of the description are none of ours. */
const ajv = new Ajv({ strict: false, logger: false, allErrors: true });
formats.default(ajv);
const validators = new Map<string, ValidateFunction>();

/** The description wants an account to be a user and an enterprise at once here; elsewhere it says "or". */
const correctedSchemas: Record<string, Schema[]> = {
  'GET /app/installations': [{ type: 'array', items: { $ref: '#/components/schemas/installation' } }],
};

export type DescribedAnswer = { method: string; template: string; status: number; body: unknown };

/** What GitHub's own description objects to in an answer; an empty list when nothing. */
export function objectionsToAnswer({ method, template, status, body }: DescribedAnswer): string[] {
  const operation = description.paths[template]?.[method.toLowerCase()];
  if (operation === undefined) return [`${method} ${template} is not in GitHub's description`];
  const response = operation.responses[String(status)];
  if (response === undefined) {
    return status >= 400 ? objectionsToBody('basic-error', componentSchema('basic-error'), body) : [`status ${status}`];
  }
  const { content = {} } = resolve(response) as { content?: Record<string, { schema?: Schema }> };
  const schemas = correctedSchemas[`${method} ${template}`] ?? Object.values(content).map(({ schema }) => schema);
  const tried = schemas.map((schema, index) =>
    schema === undefined ? [] : objectionsToBody(`${method} ${template} ${status} ${index}`, schema, body),
  );
  return tried.some((objections) => objections.length === 0) ? [] : tried.flat();
}

/** What the description objects to in a webhook's payload. `name`: `webhook-check-run-created`. */
export function objectionsToWebhook(name: string, payload: unknown): string[] {
  return objectionsToBody(name, componentSchema(name), payload);
}

export function hasComponent(name: string): boolean {
  return description.components.schemas?.[name] !== undefined;
}

/** Whether the description knows a property at this path of a component (array items as `[]`). */
export function knowsProperty(component: string, keys: readonly string[]): boolean {
  let schemas = [componentSchema(component)];
  for (const key of keys) {
    schemas = schemas.flatMap(alternatives).flatMap((schema) => {
      const properties = schema.properties as Record<string, Schema> | undefined;
      const next = key === '[]' ? (schema.items as Schema | undefined) : properties?.[key];
      return next === undefined ? [] : [next];
    });
  }
  return schemas.length > 0;
}

function alternatives(schema: Schema): Schema[] {
  const resolved = resolve(schema);
  const parts = ['allOf', 'oneOf', 'anyOf'].flatMap((word) => (resolved[word] as Schema[] | undefined) ?? []);
  return [resolved, ...parts.flatMap(alternatives)];
}

function objectionsToBody(key: string, schema: Schema, body: unknown): string[] {
  const validate = validators.get(key) ?? ajv.compile(standalone(schema));
  validators.set(key, validate);
  if (validate(body)) return [];
  return (validate.errors ?? []).map(
    (error) => `${error.instancePath} ${error.message} (${JSON.stringify(error.params)})`,
  );
}

function componentSchema(name: string): Schema {
  const schema = description.components.schemas?.[name];
  if (schema === undefined) throw new Error(`GitHub's description has no schema "${name}".`);
  return schema;
}

function resolve(schema: Schema): Schema {
  const reference = schema.$ref;
  if (typeof reference !== 'string') return schema;
  const [, , kind = '', name = ''] = reference.split('/');
  const target = description.components[kind]?.[name];
  if (target === undefined) throw new Error(`GitHub's description has no ${reference}.`);
  return target;
}

/** The schema as JSON Schema, with every schema that it refers to in `$defs`. */
function standalone(schema: Schema): Schema {
  const definitions: Record<string, unknown> = {};
  const convert = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(convert);
    if (typeof value !== 'object' || value === null) return value;
    const { $ref, nullable, example, examples, ...rest } = value as Schema;
    if (typeof $ref === 'string') {
      const name = $ref.split('/').at(-1) ?? '';
      if (definitions[name] === undefined) {
        definitions[name] = true;
        definitions[name] = convert(resolve({ $ref }));
      }
      return { $ref: `#/$defs/${name}` };
    }
    const converted = Object.fromEntries(Object.entries(rest).map(([key, item]) => [key, convert(item)]));
    return nullable === true ? { anyOf: [converted, { type: 'null' }] } : converted;
  };
  const root = convert(schema) as Schema;
  return { ...root, $defs: definitions };
}
