import { createHash } from 'node:crypto';

export interface OvhRequest {
  readonly applicationKey: string;
  readonly applicationSecret: string;
  readonly consumerKey: string;
  readonly method: string;
  readonly url: string;
  readonly body: string;
  /** Seconds of the epoch by OVH's clock. */
  readonly timestampS: number;
}

/** Headers of a signed request to OVH's API: `$1$` and the SHA-1 of secret, consumer, method, address, body and time, joined by `+`. */
export function ovhHeaders(request: OvhRequest): Readonly<Record<string, string>> {
  const { applicationKey, applicationSecret, consumerKey, method, url, body, timestampS } = request;
  const signed = [applicationSecret, consumerKey, method, url, body, String(timestampS)].join('+');
  return {
    'X-Ovh-Application': applicationKey,
    'X-Ovh-Consumer': consumerKey,
    'X-Ovh-Timestamp': String(timestampS),
    'X-Ovh-Signature': `$1$${createHash('sha1').update(signed).digest('hex')}`,
  };
}
