import { useLanguage, useSay } from '#app';
import { formatDuration, formatNumber, formatVolume, text } from '#base';

/** Services as lists name them; calls, the rule, are left unnamed. */
export const SERVICE_NAMES: Readonly<Record<string, string>> = {
  voice: text('Call'),
  sms: text('SMS'),
  mms: text('MMS'),
  data: text('Data'),
  fax: text('Fax'),
  content: text('Content'),
  event: text('Event'),
};

/** Units of a service: seconds as h:mm:ss, bytes as MB or GB, messages and pages as their number. */
export function UsedUnits({ service, units }: { readonly service: string; readonly units: number }) {
  const { language } = useLanguage();
  const shown =
    service === 'voice'
      ? formatDuration(Math.round(units))
      : service === 'data'
        ? formatVolume(language, units)
        : formatNumber(language, String(units));
  return <span className="num nowrap">{shown}</span>;
}

/** What was used of a service: time of a call, else volume or number; nothing where the record tells none. */
export function Used({
  service,
  seconds,
  volume,
}: {
  readonly service: string;
  readonly seconds: number;
  readonly volume: number;
}) {
  if (service === 'voice') return <UsedUnits service={service} units={seconds} />;
  return volume === 0 ? null : <UsedUnits service={service} units={volume} />;
}

/** Where an allowance covered usage. */
export function Included() {
  const say = useSay();
  return <span className="muted">{say('included')}</span>;
}
