import { useLanguage, useSession } from '#app';
import { formatDate, formatDateTime, formatDuration, formatMonth, zoneOffsets } from '#base';

/** A local date (`YYYY-MM-DD`) as the reader writes it. */
export function DateText({ date }: { readonly date: string }) {
  const { language } = useLanguage();
  return <time dateTime={date}>{formatDate(language, date)}</time>;
}

/** A month by name. */
export function MonthText({ month }: { readonly month: string }) {
  const { language } = useLanguage();
  return <time dateTime={month}>{formatMonth(language, month)}</time>;
}

/** An instant (ISO 8601 or epoch ms) on the tenant's wall clock. */
export function DateTimeText({ at, seconds = false }: { readonly at: string | number; readonly seconds?: boolean }) {
  const { language } = useLanguage();
  const { tenant } = useSession();
  const ms = typeof at === 'number' ? at : Date.parse(at);
  const text = formatDateTime(language, ms, zoneOffsets(tenant.zone));
  return (
    <time dateTime={typeof at === 'string' ? at : undefined} className="nowrap">
      {seconds ? text : text.slice(0, -3)}
    </time>
  );
}

/** Seconds as h:mm:ss. */
export function Duration({ seconds }: { readonly seconds: number }) {
  return <span className="num">{formatDuration(Math.round(seconds))}</span>;
}
