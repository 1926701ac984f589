import { Link, type LinkProps } from '@tanstack/react-router';
import { type ReplyOf, useSay } from '#app';
import { text } from '#base';
import { CHECKS, type listFindingsEndpoint } from '#control';

export type Found = ReplyOf<typeof listFindingsEndpoint>['rows'][number];

/** Where a finding is looked at and mended. */
export interface FindingPlace {
  readonly label: string;
  readonly link: LinkProps;
}

const AREA_OF = new Map(CHECKS.map(({ code, area }) => [code, area]));

/** The place that mends a finding: the file, the line to be assigned, the contract, the customer's data, the draft. */
export function placeOf(found: Found, runId: string): FindingPlace | null {
  const { subjectKind, subjectKey, customerId } = found;
  switch (subjectKind) {
    case 'file':
      return { label: text('To the file'), link: { to: '/files/$fileId', params: { fileId: subjectKey } } };
    case 'carrierMonth':
    case 'carrierLine': {
      const [carrier = '', month = '', ...identifier] = subjectKey.split('/');
      return {
        label: text('To the carrier’s invoices'),
        link: {
          to: '/carrier-invoices/$carrier/$month',
          params: { carrier, month },
          search: { q: identifier.join('/') },
        },
      };
    }
    case 'identifier':
      return { label: text('Assign'), link: { to: '/unmatched' } };
    case 'source':
      return { label: text('To the files'), link: { to: '/files', search: { sourceId: Number(subjectKey) } } };
    case 'feed':
      return { label: text('To the feeds'), link: { to: '/feeds' } };
    case 'rerating':
      return { label: text('Rate again'), link: { to: '/rerating' } };
    case 'destination':
      return { label: text('To the price lists'), link: { to: '/price-lists' } };
    case 'priceList':
      return { label: text('To the price list'), link: { to: '/price-lists/$code', params: { code: subjectKey } } };
    case 'product':
      return { label: text('To the product'), link: { to: '/products/$code', params: { code: subjectKey } } };
    default:
      return customerId === null ? null : placeOfCustomer(found.code, customerId, runId);
  }
}

function placeOfCustomer(code: string, customerId: number, runId: string): FindingPlace {
  const params = { customerId: String(customerId) };
  const to = '/customers/$customerId';
  // Calls without a price are mended by a price, not with the customer.
  if (code === 'control.unpriced') return { label: text('To the price lists'), link: { to: '/price-lists' } };
  switch (AREA_OF.get(code)) {
    case 'bill':
      return {
        label: text('To the draft'),
        link: { to: '/runs/$runId', params: { runId }, search: { draft: customerId } },
      };
    case 'customer':
      return { label: text('To the data'), link: { to, params, search: { tab: 'master' } } };
    case 'usage':
      return { label: text('To the calls'), link: { to, params, search: { tab: 'calls' } } };
    default:
      return { label: text('To the contract'), link: { to, params, search: { tab: 'contracts' } } };
  }
}

/** The link to where a finding is mended. */
export function PlaceLink({ found, runId }: { readonly found: Found; readonly runId: string }) {
  const say = useSay();
  const place = placeOf(found, runId);
  return place === null ? null : (
    <Link {...place.link} className="nowrap">
      {say(place.label)}
    </Link>
  );
}
