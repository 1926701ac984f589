import { useName, useSay } from '#app';
import { StatusTag } from '#kit';
import type { CarrierCell } from './carrierViews.ts';

/** A number with its destination, a product, or an invoice; below, whose it is. */
export function WhatOf({ cell }: { readonly cell: CarrierCell }) {
  const say = useSay();
  const name = useName();
  const { kind, identifier, destination, label, customer } = cell;
  const first =
    kind === 'tax'
      ? say('VAT of invoice {number}', { number: label ?? '' })
      : kind === 'sum'
        ? say('Sum of invoice {number}', { number: label ?? '' })
        : (identifier ?? (kind === 'usage' ? say('All others') : (label ?? '')));
  const second =
    destination === null ? (kind === 'usage' || identifier !== null ? label : null) : name(destination.name);
  return (
    <>
      <span className="nowrap">{first}</span>
      {second !== null && second !== first && <div>{second}</div>}
      {customer !== null && <div className="muted">{customer.name}</div>}
    </>
  );
}

export function DecisionOf({ cell }: { readonly cell: CarrierCell }) {
  const say = useSay();
  const { decision, differs } = cell;
  if (decision !== null)
    return (
      <>
        <StatusTag tone={decision.kind === 'accepted' ? 'good' : 'info'}>
          {decision.kind === 'accepted' ? say('accepted') : say('disputed')}
        </StatusTag>{' '}
        {decision.comment}
      </>
    );
  return differs ? (
    <StatusTag tone="warn">{say('open')}</StatusTag>
  ) : (
    <StatusTag tone="quiet">{say('agrees')}</StatusTag>
  );
}
