import { z } from 'zod';

/** JSON Schema, draft 2020-12, as OpenAPI 3.1 uses it. */
export type JsonSchema = Record<string, unknown>;

/**
 * Turns zod's schemas into JSON Schema. Those that have an `id` in their metadata become named components, once each;
 * what is only checked in code (refinements) is left to the descriptions.
 */
export function jsonSchemas() {
  const components: Record<string, JsonSchema> = {};
  const convert = (schema: z.ZodType, io: 'input' | 'output'): JsonSchema => {
    const wrapped: JsonSchema = z.toJSONSchema(z.object({ root: schema }), { io, unrepresentable: 'any' });
    const named = (wrapped.$defs ?? {}) as Record<string, JsonSchema>;
    for (const [name, { id: _, ...component }] of Object.entries(named)) components[name] = renamed(component);
    return renamed((wrapped.properties as { root: JsonSchema }).root);
  };
  return {
    components,
    /** Of what a client sends. */
    sent: (schema: z.ZodType) => convert(schema, 'input'),
    /** Of what a client gets. */
    given: (schema: z.ZodType) => convert(schema, 'output'),
  };
}

function renamed(schema: JsonSchema): JsonSchema {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/'));
}
