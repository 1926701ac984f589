import type { TaxClass } from '#catalog';
import type { Contract, Subscription } from '#contracts';
import type { BillLine } from './bill.ts';

type References = Pick<BillLine, 'taxClass' | 'siteId' | 'orderReference' | 'costCentre'>;

/** What a line says of tax, site and the customer's references: its own, else the contract's; only what differs from the usual is told. */
export function lineReferences(
  taxClass: TaxClass,
  own: Pick<Subscription, 'siteId' | 'orderReference' | 'costCentre'> | null,
  contract: Pick<Contract, 'siteId' | 'orderReference' | 'costCentre'>,
): References {
  const siteId = own?.siteId ?? contract.siteId;
  const orderReference = own?.orderReference ?? contract.orderReference;
  const costCentre = own?.costCentre ?? contract.costCentre;
  return {
    ...(taxClass === 'standard' ? {} : { taxClass }),
    ...(siteId === null ? {} : { siteId }),
    ...(orderReference === null ? {} : { orderReference }),
    ...(costCentre === null ? {} : { costCentre }),
  };
}
