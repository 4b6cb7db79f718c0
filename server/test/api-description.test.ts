import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiDocument, describe, type Operation, operationsOf, parametersIn } from './api-description.js';
import { startTestApp, type TestApp } from './test-app.js';

let gatehouse: TestApp;
let document: ApiDocument;
let operations: Operation[];

beforeAll(async () => {
  gatehouse = await startTestApp();
  document = describe(gatehouse.app);
  operations = operationsOf(document);
});
afterAll(() => gatehouse[Symbol.asyncDispose]());

test('is valid OpenAPI 3.1', async () => {
  const { valid, errors } = await new Validator().validate(structuredClone(document));
  expect(errors).toBeUndefined();
  expect(valid).toBe(true);
  expect(document.openapi).toMatch(/^3\.1\./);
});

test('names, sorts and explains every operation', () => {
  expect(operations.length).toBeGreaterThan(25);
  for (const { id, method, path, summary, tags } of operations) {
    expect(id, `${method} ${path}`).toMatch(/^(get|post|put|patch|delete)[A-Z][A-Za-z]+$/);
    expect(summary, id).toMatch(/\S/);
    expect(tags.length, id).toBe(1);
  }
  expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length);
});

test('says of every path parameter what it is', () => {
  for (const operation of operations) {
    const named = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const described = parametersIn(operation, 'path').map(({ name }) => name);
    expect(described.sort(), operation.id).toEqual(named.sort());
  }
});

test('documents a refusal wherever somebody has to sign in, and an Idempotency-Key wherever something is made', () => {
  for (const operation of operations) {
    if (operation.secured) expect([...operation.answers.keys()], operation.id).toContain(401);
    const headers = parametersIn(operation, 'header').map(({ name }) => name);
    expect(headers.includes('idempotency-key'), operation.id).toBe(operation.answers.has(201));
  }
});

test('gives every error one shape and every answer a request id', () => {
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, { responses }] of Object.entries(methods)) {
      for (const [status, response] of Object.entries(responses)) {
        const name = `${method} ${path} ${status}`;
        expect(response, name).toMatchObject({ headers: { 'x-request-id': {} } });
        if (Number(status) < 400) continue;
        expect(response.content, name).toEqual({
          'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
        });
      }
    }
  }
});

test('is served to whoever asks', async () => {
  const answer = await gatehouse.app.inject({ method: 'GET', url: '/docs/json' });
  expect(answer.json()).toEqual(document);
});
