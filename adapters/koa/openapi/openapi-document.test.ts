import { Validator } from '@seriousme/openapi-schema-validator';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type HttpService, startHttpService } from '../../../test/support/http-service.ts';
import type { EndpointDescription } from '../endpoint.ts';
import { type OpenApiDocument, type Operation, openApiDocument } from './openapi-document.ts';

const described: EndpointDescription = {
  method: 'get',
  path: '/things/{id}',
  operationId: 'getThing',
  tag: 'Registry',
  summary: 'Read a thing',
  access: 'key',
  answers: { 200: { description: 'The thing.', body: z.strictObject({ id: z.string() }).meta({ id: 'Thing' }) } },
};

test('two calls of one operation id, or of one method and path, are refused', () => {
  expect(() => openApiDocument([described, { ...described, path: '/others' }], '')).toThrow('getThing');
  expect(() => openApiDocument([described, { ...described, operationId: 'readThing' }], '')).toThrow('readThing');
});

test('named schemas are components, which answers refer to', () => {
  const document = openApiDocument([described], 'https://waybill.example.com');
  const answer = document.paths['/things/{id}']?.get?.responses['200'];
  expect(answer?.content?.['application/json']?.schema).toEqual({ $ref: '#/components/schemas/Thing' });
  expect(document.components.schemas?.Thing).toMatchObject({ type: 'object', required: ['id'] });
});

describe('the served document', () => {
  let service: HttpService;
  let document: OpenApiDocument;

  beforeEach(async () => {
    service = await startHttpService();
    document = (await service.send('GET', '/api/v1/openapi.json', { key: null })).json();
  });

  afterEach(() => service.close());

  test('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const result = await validator.validate(structuredClone(document));
    expect([result.valid, result.errors, validator.version]).toEqual([true, undefined, '3.1']);
  });

  test('names every parameter of every path, and no other', () => {
    const misfits = operationsOf(document).filter(([path, { parameters }]) => {
      const inPath = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      return inPath.join() !== named.join();
    });
    expect(misfits).toEqual([]);
  });

  test('takes an Idempotency-Key for every POST that makes something', () => {
    const making = operationsOf(document)
      .map(([, operation]) => operation)
      .filter(({ responses }) => responses['201']);
    const without = making.filter(({ parameters }) => !parameters.some(({ name }) => name === 'Idempotency-Key'));
    expect(without.map(({ operationId }) => operationId)).toEqual([]);
    expect(making.map(({ operationId }) => operationId)).toEqual(expect.arrayContaining(['pushEntry', 'pushVersion']));
  });

  test('is known again by its tag', async () => {
    const first = await service.send('GET', '/api/v1/openapi.json', { key: null });
    const headers = { 'If-None-Match': first.headers.get('ETag') ?? '' };
    expect((await service.send('GET', '/api/v1/openapi.json', { key: null, headers })).status).toBe(304);
  });

  test('the reference page shows every call, and runs no script', async () => {
    const answer = await service.send('GET', '/api/v1/reference', { key: null });
    expect(answer.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
    const missing = operationsOf(document).filter(
      ([, { operationId }]) => !answer.text.includes(`id="${operationId}"`),
    );
    expect([missing, /<script/i.test(answer.text)]).toEqual([[], false]);
  });
});

function operationsOf(document: OpenApiDocument): [string, Operation][] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.values(methods).map((operation): [string, Operation] => [path, operation]),
  );
}
