import { parseQuantity, type Service, unitOf } from '#catalog';

/** What a person types as an amount: time as seconds or `1:01`, volume as `50MB`, messages and pages as their number. */

const CLOCK = /^(?:(\d{1,3}):)?(\d{1,3}):([0-5]\d)$/;

/** `61`, `1:01`, `1:00:05` → seconds; null where it is no time. */
export function readDuration(typed: string): number | null {
  const text = typed.trim();
  if (/^\d{1,7}$/.test(text)) return Number(text);
  const clock = CLOCK.exec(text);
  if (clock === null) return null;
  const [, hours = '0', minutes = '0', seconds = '0'] = clock;
  return (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
}

/** What the service counts of what was typed; null where it is no amount of it. */
export function readAmount(service: Service, typed: string): { seconds: number } | { units: number } | null {
  if (isTimed(service)) {
    const seconds = readDuration(typed);
    return seconds === null ? null : { seconds };
  }
  const unit = unitOf(service);
  const quantity = parseQuantity(typed.trim(), unit);
  return quantity?.unit === unit ? { units: quantity.units } : null;
}

/** Whether people say how long it lasts rather than how much it is. */
export function isTimed(service: Service): boolean {
  return service === 'voice' || service === 'content';
}
