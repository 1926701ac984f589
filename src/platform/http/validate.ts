import type { z } from 'zod';
import { type Finding, type FindingParams, Refusal } from '#base';

type Issue = z.core.$ZodIssue;

/** Which part of the request was wrong; stands as the field where the part as a whole is. */
export type RequestPart = 'params' | 'query' | 'body';

/** Checks one part of a request; trouble becomes the refusal `request.invalid` with one finding per wrong field. */
export function validated<S extends z.ZodType>(schema: S, part: RequestPart, value: unknown): z.output<S> {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  throw new Refusal(
    'invalid',
    'request.invalid',
    {},
    result.error.issues.map((issue) => fieldFinding(part, issue)),
  );
}

function fieldFinding(part: RequestPart, issue: Issue): Finding {
  const { code, params } = wording(issue);
  const field = issue.path.length === 0 ? part : issue.path.map(String).join('.');
  return { code: `request.field.${code}`, severity: 'error', place: { field }, params };
}

function wording(issue: Issue): { code: string; params: FindingParams } {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined || issue.input === null
        ? { code: 'missing', params: {} }
        : { code: 'type', params: { expected: issue.expected } };
    case 'too_small':
      return { code: 'tooSmall', params: { minimum: String(issue.minimum), of: issue.origin } };
    case 'too_big':
      return { code: 'tooBig', params: { maximum: String(issue.maximum), of: issue.origin } };
    case 'invalid_format':
      return { code: 'format', params: { format: issue.format } };
    case 'not_multiple_of':
      return { code: 'multiple', params: { divisor: String(issue.divisor) } };
    case 'unrecognized_keys':
      return { code: 'unknown', params: { fields: issue.keys.join(', ') } };
    case 'invalid_value':
      return issue.input === undefined
        ? { code: 'missing', params: {} }
        : { code: 'choice', params: { values: issue.values.map(String).join(', ') } };
    default:
      return { code: 'other', params: {} };
  }
}
