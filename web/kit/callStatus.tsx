import { useSay } from '#app';
import { text } from '#base';
import { StatusTag, type Tone } from './statusTag.tsx';

const STATUSES: Readonly<Record<'rated' | 'free' | 'unpriced' | 'notBillable', readonly [Tone, string]>> = {
  rated: ['good', text('rated')],
  free: ['quiet', text('free')],
  unpriced: ['bad', text('without a price')],
  notBillable: ['quiet', text('nothing to bill')],
};

/** What rating made of a call, message or session. */
export function CallStatus({ status }: { readonly status: keyof typeof STATUSES }) {
  const say = useSay();
  const [tone, words] = STATUSES[status];
  return <StatusTag tone={tone}>{say(words)}</StatusTag>;
}
