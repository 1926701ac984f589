/** Checks that look at contracts and what is on them. */
import { addDays, formatMicro } from '#base';
import { type Check, check, days, type Found, months } from '../check.ts';
import type { ContractFact, ContractRef, RunFacts } from '../facts.ts';

export const CONTRACT_CHECKS: readonly Check[] = [
  check('control.contractEnded', 'warning', 'contract', (facts) =>
    onContracts(facts, (one) =>
      one.endsOn !== null && one.endsOn <= facts.today && one.subscriptionsAfterEnd > 0
        ? { ended: one.endsOn, subscriptions: one.subscriptionsAfterEnd }
        : null,
    ),
  ),
  check(
    'control.quoteOpen',
    'info',
    'contract',
    (facts, set) =>
      onContracts(facts, (one) =>
        one.state === 'quote' && addDays(one.startsOn, Number(set('quoteOpen.days'))) < facts.today
          ? { since: one.startsOn }
          : null,
      ),
    [days('quoteOpen.days', 30)],
  ),
  check(
    'control.minimumTermEnding',
    'info',
    'contract',
    (facts, set) =>
      onContracts(facts, (one) =>
        soon(facts, one.minimumTermOn, set('minimumTermEnding.days')) && !one.noticeGiven
          ? { on: one.minimumTermOn ?? '' }
          : null,
      ),
    [days('minimumTermEnding.days', 90)],
  ),
  check(
    'control.renewalDue',
    'info',
    'contract',
    (facts, set) =>
      onContracts(facts, (one) =>
        soon(facts, one.noticeBy, set('renewalDue.days')) && !one.noticeGiven && one.renewsOn !== one.minimumTermOn
          ? { on: one.renewsOn ?? '', by: one.noticeBy ?? '' }
          : null,
      ),
    [days('renewalDue.days', 30)],
  ),
  check('control.duplicateSubscription', 'warning', 'contract', ({ duplicates }) =>
    duplicates.map((one) => ({
      ...about(one, { product: one.productCode, times: one.times }),
      subject: ['contract', one.contractId],
    })),
  ),
  check('control.subscriptionWithoutLine', 'warning', 'contract', ({ lostLines }) =>
    lostLines.map((one) =>
      about(one, { product: one.productCode, line: one.lineLabel, ended: one.endedOn, detail: one.subscriptionId }),
    ),
  ),
  check(
    'control.discountEnding',
    'info',
    'contract',
    (facts, set) =>
      facts.discountEnds
        .filter(({ endsOn }) => soon(facts, endsOn, set('discountEnding.days')))
        .map((one) => about(one, { product: one.productCode, on: one.endsOn, detail: one.subscriptionId })),
    [days('discountEnding.days', 45)],
  ),
  check('control.depositOpen', 'warning', 'contract', ({ deposits }) =>
    deposits.map((one) => ({
      ...about(one, { ended: one.endedOn, amount: formatMicro(one.leftMicro, 2) }),
      riskMicro: one.leftMicro,
    })),
  ),
  check('control.numberTwice', 'error', 'contract', ({ twice }) =>
    twice.map((one) => about(one, { identifier: one.identifier, other: one.otherContract, detail: one.identifier })),
  ),
  check(
    'control.allowanceUnused',
    'info',
    'contract',
    ({ unused }, set) =>
      unused
        .filter((one) => one.months >= Number(set('allowanceUnused.months')))
        .map((one) => about(one, { allowance: one.allowance, months: one.months, detail: one.allowance })),
    [months('allowanceUnused.months', 3)],
  ),
];

function soon({ today }: RunFacts, day: string | null, within: bigint): boolean {
  return day !== null && day >= today && day <= addDays(today, Number(within));
}

function onContracts(facts: RunFacts, look: (contract: ContractFact) => Found['params'] | null): Found[] {
  return facts.contracts.flatMap((contract) => {
    const params = look(contract);
    return params === null ? [] : [about(contract, params)];
  });
}

function about({ customerId, customerName, contractId, contractNumber }: ContractRef, params: Found['params']): Found {
  return {
    customerId,
    subject: ['contract', contractId],
    params: { customer: customerName, contract: contractNumber, ...params },
  };
}
