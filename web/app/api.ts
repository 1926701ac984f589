import {
  keepPreviousData,
  QueryCache,
  QueryClient,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { z } from 'zod';
import type { Endpoint, FindingReply, MessageParams, Problem } from '#base';

type Part<Name extends string, Schema> = [Schema] extends [z.ZodUndefined]
  ? Readonly<Partial<Record<Name, undefined>>>
  : Schema extends z.ZodType
    ? Readonly<Record<Name, z.input<Schema>>>
    : never;

/** What an endpoint is called with: its path parameters, its query and its body, as far as it has them. */
export type InputOf<E> =
  E extends Endpoint<infer P, infer Q, infer B> ? Part<'params', P> & Part<'query', Q> & Part<'body', B> : never;

/** What an endpoint answers. */
export type ReplyOf<E> = E extends Endpoint<z.ZodType, z.ZodType, z.ZodType, infer R> ? z.output<R> : never;

interface LooseInput {
  readonly params?: unknown;
  readonly query?: unknown;
  readonly body?: unknown;
}

/** An answer that is no success: the server's problem (RFC 9457), or no answer at all (`network`). */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly params: MessageParams;
  readonly findings: readonly FindingReply[];

  constructor(problem: Pick<Problem, 'status' | 'code'> & Partial<Problem>) {
    super(problem.code);
    this.name = 'ApiProblem';
    this.status = problem.status;
    this.code = problem.code;
    this.params = { ...problem.params, ...(problem.incident === undefined ? {} : { incident: problem.incident }) };
    this.findings = problem.findings ?? [];
  }
}

function entriesOf(value: unknown): [string, string][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, entry]): [string, string][] =>
    entry === undefined || entry === null || entry === '' ? [] : [[key, String(entry)]],
  );
}

/** The address of a call: path parameters filled in, empty query values left out. */
export function urlOf(path: string, input: LooseInput): string {
  const params = new Map(entriesOf(input.params));
  const filled = path.replace(/:(\w+)/g, (_all, name: string) => encodeURIComponent(params.get(name) ?? ''));
  const query = new URLSearchParams(entriesOf(input.query)).toString();
  return query === '' ? filled : `${filled}?${query}`;
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => null);
  if (typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string') {
    return new ApiProblem({ ...body, code: body.code, status: response.status });
  }
  return new ApiProblem({ status: response.status, code: 'web.noAnswer' });
}

/** Calls the server by the endpoint the slice itself declares. Throws ApiProblem. */
export async function call<E extends Endpoint>(endpoint: E, input: InputOf<E>): Promise<ReplyOf<E>> {
  const { body }: LooseInput = input;
  const request: RequestInit = { method: endpoint.method, headers: { accept: 'application/json' } };
  if (body !== undefined) {
    request.headers = { ...request.headers, 'content-type': 'application/json' };
    request.body = JSON.stringify(body);
  }
  const response = await fetch(urlOf(endpoint.path, input), request).catch(() => {
    throw new ApiProblem({ status: 0, code: 'web.noAnswer' });
  });
  if (!response.ok) throw await problemOf(response);
  return JSON.parse((await response.text()) || 'null');
}

const SESSION = '/api/session';

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    // Whoever is no longer known is asked to sign in, wherever he was.
    onError: (error, query) => {
      if (error instanceof ApiProblem && error.status === 401 && query.queryKey[0] !== SESSION) {
        void queryClient.invalidateQueries({ queryKey: [SESSION] });
      }
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (count, error) => count < 2 && !(error instanceof ApiProblem && error.status > 0 && error.status < 500),
    },
  },
});

/** Reads from the server; while the next page or filter loads, the former rows stay. */
export function useCall<E extends Endpoint>(
  endpoint: E,
  input: InputOf<E>,
  options: { readonly enabled?: boolean; readonly refetchMs?: number } = {},
): UseQueryResult<ReplyOf<E>, Error> {
  return useQuery({
    queryKey: [endpoint.path, input],
    queryFn: () => call(endpoint, input),
    enabled: options.enabled ?? true,
    refetchInterval: options.refetchMs ?? false,
    placeholderData: keepPreviousData,
  });
}

/** Changes something on the server; afterwards everything shown is read again. */
export function useAct<E extends Endpoint>(endpoint: E) {
  const client = useQueryClient();
  return useMutation<ReplyOf<E>, Error, InputOf<E>>({
    mutationFn: (input) => call(endpoint, input),
    onSuccess: () => client.invalidateQueries(),
  });
}

/** Sends files (multipart); `fields` stand before the files in the form. Throws ApiProblem. */
export async function upload<E extends Endpoint>(
  endpoint: E,
  files: readonly File[],
  fields: Readonly<Record<string, string>>,
): Promise<ReplyOf<E>> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const file of files) form.append('file', file, file.name);
  const response = await fetch(endpoint.path, { method: endpoint.method, body: form }).catch(() => {
    throw new ApiProblem({ status: 0, code: 'web.noAnswer' });
  });
  if (!response.ok) throw await problemOf(response);
  const reply: ReplyOf<E> = JSON.parse(await response.text());
  await queryClient.invalidateQueries();
  return reply;
}
