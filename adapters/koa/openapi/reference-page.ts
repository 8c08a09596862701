import { type Html, html } from '../html.ts';
import { page } from '../page.ts';
import type { JsonSchema } from './json-schema.ts';
import type { OpenApiDocument, Operation } from './openapi-document.ts';
import { sampleOf } from './schema-sample.ts';

type Call = { method: string; path: string; operation: Operation };

/** The document as one page, without script: each call with what it takes, what it answers, and an example. */
export function referencePage(document: OpenApiDocument): string {
  const calls = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Call => ({ method: method.toUpperCase(), path, operation })),
  );
  const groups = document.tags
    .map(({ name }) => ({ name, calls: calls.filter(({ operation }) => operation.tags.includes(name)) }))
    .filter((group) => group.calls.length > 0);
  const main = html`<h1>Waybill's API</h1>
<p>The same for programs: <a href="openapi.json">openapi.json</a> (OpenAPI 3.1). Calls that need a key take
<code>Authorization: Bearer st_live_...</code>. Errors are <code>application/problem+json</code> with a stable
<code>code</code>. Every answer names its request in <code>X-Request-Id</code>.</p>
<nav aria-label="Calls">${groups.map(contentsOf)}</nav>
${groups.map((group) => groupSection(group, document))}`;
  return page("Waybill's API", main, null);
}

function contentsOf({ name, calls }: { name: string; calls: Call[] }): Html {
  const items = calls.map(
    ({ operation }) => html`<li><a href="#${operation.operationId}">${operation.summary}</a></li>`,
  );
  return html`<h2>${name}</h2><ul>${items}</ul>`;
}

function groupSection({ name, calls }: { name: string; calls: Call[] }, document: OpenApiDocument): Html {
  return html`<h2>${name}</h2>${calls.map((call) => callSection(call, document))}`;
}

function callSection({ method, path, operation }: Call, document: OpenApiDocument): Html {
  const { operationId, summary, description, security, parameters, requestBody, responses } = operation;
  const key = security.length > 0 ? 'Needs an API key.' : 'Needs no key.';
  return html`<section class="endpoint" id="${operationId}">
<h3>${summary}</h3>
<p><code>${method} ${path}</code> <span class="quiet">${key}</span></p>
${description ? html`<p>${marked(description)}</p>` : null}
${parameters.length > 0 ? parametersTable(parameters) : null}
${Object.entries(requestBody?.content ?? {}).map(([type, { schema }]) => example(`Body, ${type}`, schema, document))}
<h4>Answers</h4>
<dl>${Object.entries(responses).map(([status, answer]) => html`<dt>${status}</dt><dd>${marked(answer.description)}</dd>`)}</dl>
${Object.entries(responses)
  .filter(([status]) => status.startsWith('2'))
  .flatMap(([status, { content = {} }]) =>
    Object.entries(content)
      .filter(([type]) => type === 'application/json')
      .map(([, { schema }]) => example(`Example of ${status}`, schema, document)),
  )}
</section>`;
}

/** Text whose `marked` parts are code. */
function marked(text: string): Html[] {
  return text.split('`').map((part, index) => (index % 2 === 0 ? html`${part}` : html`<code>${part}</code>`));
}

function parametersTable(parameters: Operation['parameters']): Html {
  const rows = parameters.map(
    ({ name, in: where, required, description = '' }) =>
      html`<tr><th scope="row"><code>${name}</code></th><td>${where}${required ? ', required' : ''}</td><td class="text">${marked(description)}</td></tr>`,
  );
  return html`<div class="table" role="region" tabindex="0" aria-label="Parameters"><table><thead><tr><th>Parameter</th><th>Where</th><th>Meaning</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
}

function example(title: string, schema: JsonSchema, document: OpenApiDocument): Html {
  const sample = sampleOf(schema, document.components.schemas ?? {});
  if (sample === undefined) return html``;
  return html`<h4>${title}</h4><pre><code>${JSON.stringify(sample, null, 2)}</code></pre>`;
}
