import { z } from 'zod';
import { type Endpoint, Problem } from '#base';
import type { BoundRoute, RouteKind } from './server.ts';

/** A JSON document, as deep as it likes. */
export type Json = { readonly [key: string]: unknown };

/** The OpenAPI 3.1 document of all bound routes: the same schemas that validate. Permissions stand as `x-permission`. */
export function openApi(routes: readonly BoundRoute[], version: string): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const { endpoint, operation } of routes) {
    const path = documentedPath(endpoint);
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operation };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Tarifwerk', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    paths,
    components: {
      schemas: { Problem: schemaOf(Problem, 'output') },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'tarifwerk_session' },
        key: { type: 'http', scheme: 'bearer' },
      },
    },
  };
}

function documentedPath({ path }: Endpoint): string {
  return path.replace(/:(\w+)/g, '{$1}').replace('*', '{path}');
}

/** One endpoint as an OpenAPI operation. Throws where a schema has a type JSON does not (bigint, Date). */
export function operationOf(endpoint: Endpoint, kind: RouteKind): Json {
  const path = documentedPath(endpoint);
  const { body, permission } = endpoint;
  const content =
    kind === 'upload'
      ? {
          'multipart/form-data': {
            schema: { type: 'object', properties: { file: { type: 'string', format: 'binary' } } },
          },
        }
      : kind === 'body'
        ? { '*/*': { schema: { type: 'string', format: 'binary' } } }
        : body && { 'application/json': { schema: schemaOf(body, 'input') } };
  return {
    operationId: `${endpoint.method.toLowerCase()}${path.replace(/^\/api/, '').replace(/[^A-Za-z0-9]+(\w?)/g, (_, c: string) => c.toUpperCase())}`,
    summary: endpoint.summary,
    'x-permission': permission,
    security: permission === null ? [] : [{ session: [] }, { key: [] }],
    parameters: [
      ...parameters(endpoint.params, 'path'),
      ...parameters(endpoint.query, 'query'),
      ...keyHeader(endpoint.method, kind),
    ],
    ...(content === undefined ? {} : { requestBody: { required: true, content } }),
    responses: {
      ...success(endpoint, kind),
      default: {
        description: 'Refused',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function success(endpoint: Endpoint, kind: RouteKind): Json {
  if (kind === 'events')
    return {
      200: {
        description: 'Server-sent events',
        content: { 'text/event-stream': { schema: schemaOf(endpoint.reply, 'output') } },
      },
    };
  if (kind === 'raw')
    return {
      200: { description: 'The document', content: { '*/*': { schema: { type: 'string', format: 'binary' } } } },
    };
  if (isNothing(endpoint.reply)) return { 204: { description: 'Done' } };
  return {
    200: { description: 'Done', content: { 'application/json': { schema: schemaOf(endpoint.reply, 'output') } } },
  };
}

function parameters(schema: z.ZodType | undefined, place: 'path' | 'query'): Json[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as { properties?: Json; required?: string[] };
  return Object.entries(properties).map(([name, property]) => ({
    name: name === '*' ? 'path' : name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
}

function keyHeader(method: string, kind: RouteKind): Json[] {
  if (method !== 'POST' || (kind !== 'json' && kind !== 'body')) return [];
  return [
    {
      name: 'Idempotency-Key',
      in: 'header',
      required: false,
      description: 'Repeat a request safely: same key and same input give the first answer again.',
      schema: { type: 'string', maxLength: 200 },
    },
  ];
}

/** JSON Schema 2020-12. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io, unrepresentable: 'throw' });
  return rest;
}

function isNothing(schema: z.ZodType): boolean {
  return schema.type === 'undefined' || schema.type === 'void' || schema.type === 'null';
}
