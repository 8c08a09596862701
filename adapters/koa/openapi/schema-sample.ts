import type { JsonSchema } from './json-schema.ts';

const samples: Record<string, unknown> = {
  uuid: '0e1c7f44-6f5d-4b43-9c39-3d0f1b2a4c5d',
  'date-time': '2026-04-01T10:00:00.000Z',
};

/** A value that fits a schema of ours, for people to look at; undefined where the schema says nothing. */
export function sampleOf(schema: JsonSchema, components: Record<string, JsonSchema>): unknown {
  if (typeof schema.$ref === 'string') {
    const target = components[schema.$ref.replace('#/components/schemas/', '')];
    return target && sampleOf(target, components);
  }
  if ('const' in schema) return schema.const;
  if ('default' in schema) return schema.default;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  const [choice] = (schema.anyOf ?? schema.oneOf ?? []) as JsonSchema[];
  if (choice) return sampleOf(choice, components);
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type) {
    case 'object':
      return sampleOfObject(schema, components);
    case 'array':
      return [sampleOf((schema.items ?? {}) as JsonSchema, components)].filter((item) => item !== undefined);
    case 'string':
      return (
        samples[String(schema.format)] ?? (hasShaPattern(schema) ? 'abcdef1234567890fedcba9876543210abcdef12' : 'text')
      );
    case 'integer':
    case 'number':
      return schema.minimum ?? 0;
    case 'boolean':
      return true;
    default:
      return undefined;
  }
}

function sampleOfObject(schema: JsonSchema, components: Record<string, JsonSchema>): Record<string, unknown> {
  const properties = (schema.properties ?? {}) as Record<string, JsonSchema>;
  const entries = Object.entries(properties).map(([name, property]) => [name, sampleOf(property, components)] as const);
  return Object.fromEntries(entries);
}

function hasShaPattern({ pattern }: JsonSchema): boolean {
  return typeof pattern === 'string' && pattern.includes('0-9a-f]{40}');
}
