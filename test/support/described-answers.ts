import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { OpenApiDocument } from '../../adapters/koa/openapi/openapi-document.ts';

/** `text`: null when the body is not looked at. */
type Answer = { status: number; contentType: string; text: string | null };

/**
 * Holds answers against the service's own OpenAPI document: `check` throws when an answer's status, content type or body
 * is not as described. Paths that the document does not name are left alone, as are answers of methods that it does not.
 */
export function describedAnswers(document: OpenApiDocument) {
  const ajv = addFormats.default(new Ajv2020({ strict: false, allErrors: true }));
  ajv.addSchema({ $id: 'openapi', components: document.components });
  const paths = Object.entries(document.paths).map(([path, methods]) => ({ matches: pattern(path), path, methods }));
  paths.sort((a, b) => Number(a.path.includes('{')) - Number(b.path.includes('{')));
  return {
    check(method: string, path: string, answer: Answer): void {
      const pathname = path.split('?')[0] ?? path;
      const methods = paths.find(({ matches }) => matches.test(pathname))?.methods;
      const operation = methods?.[method === 'HEAD' ? 'get' : method.toLowerCase()];
      if (!operation) return;
      const what = `${method} ${pathname} answered ${answer.status}`;
      const described = operation.responses[answer.status];
      if (!described) throw new Error(`${what}, which is not described: ${answer.text?.slice(0, 300)}`);
      if (method === 'HEAD' || answer.text === '') return;
      const type = answer.contentType.split(';')[0] ?? '';
      const content = described.content?.[type];
      if (!content) throw new Error(`${what} as ${type}, which is not described`);
      if (answer.text === null || !/json$/.test(type)) return;
      const validate = ajv.compile(relocated(content.schema));
      if (!validate(JSON.parse(answer.text))) {
        throw new Error(
          `${what}, not as described: ${ajv.errorsText(validate.errors)}\n${answer.text.slice(0, 1_000)}`,
        );
      }
    },
  };
}

function pattern(path: string): RegExp {
  return new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`);
}

/** References within the document, as seen from a schema of its own. */
function relocated(schema: object): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"openapi#/components/'));
}
