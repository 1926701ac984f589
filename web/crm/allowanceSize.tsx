import { type ReplyOf, useLanguage, useSay } from '#app';
import { formatNumber, formatVolume, text } from '#base';
import type { customerContractsEndpoint } from '#contracts';
import { Money } from '#kit';

type Allowance = ReplyOf<typeof customerContractsEndpoint>['contracts'][number]['allowances'][number];

const PERIODS: Readonly<Record<Allowance['period'], string>> = {
  month: text('a month'),
  days: text('a period'),
  once: text('once'),
};

const SECONDS_OF_MINUTE = 60;
const MINUTE_DECIMALS = 2;

/** How much an allowance gives in one of its periods. */
export function AllowanceSize({ allowance, currency }: { readonly allowance: Allowance; readonly currency: string }) {
  const say = useSay();
  return (
    <span className="nowrap">
      <Size allowance={allowance} currency={currency} /> {say(PERIODS[allowance.period])}
    </span>
  );
}

function Size({ allowance: { size, unit }, currency }: { readonly allowance: Allowance; readonly currency: string }) {
  const say = useSay();
  const { language } = useLanguage();
  if (size === null) return say('unlimited');
  if (unit === 'money') return <Money value={size} currency={currency} />;
  if (unit === 'byte') return formatVolume(language, Number(size));
  if (unit === 'piece') return formatNumber(language, size);
  const minutes = (Number(size) / SECONDS_OF_MINUTE).toFixed(MINUTE_DECIMALS);
  return say('{minutes} min', { minutes: formatNumber(language, minutes, 0, MINUTE_DECIMALS) });
}
