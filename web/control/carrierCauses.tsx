import { getRouteApi, Link } from '@tanstack/react-router';
import { useSay } from '#app';
import { CARRIER_CAUSE_NAMES } from '#control';
import { DiffValue } from '#kit';
import type { CarrierMonthReply } from './carrierViews.ts';

const route = getRouteApi('/carrier-invoices/$carrier/$month');

/** The difference by likely cause; choosing one narrows the list. */
export function Causes({ reply }: { readonly reply: CarrierMonthReply }) {
  const say = useSay();
  const { cause: chosen } = route.useSearch();
  const causes = reply.figures?.causes ?? [];
  return (
    <nav aria-label={say('Causes')} style={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
      <Link
        from="/carrier-invoices/$carrier/$month"
        to="."
        search={(before) => ({ ...before, cause: undefined, page: 1 })}
        className="nav-link"
        aria-current={chosen === undefined ? 'page' : undefined}
      >
        {say('All causes')}
      </Link>
      {causes.map(({ cause, amount }) => (
        <Link
          key={cause}
          from="/carrier-invoices/$carrier/$month"
          to="."
          search={(before) => ({ ...before, cause, page: 1 })}
          className="nav-link"
          aria-current={chosen === cause ? 'page' : undefined}
          style={{ display: 'flex', justifyContent: 'space-between', gap: 8 }}
        >
          <span>{say(CARRIER_CAUSE_NAMES[cause])}</span>
          <DiffValue value={amount} />
        </Link>
      ))}
    </nav>
  );
}
