import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { IconCopy, IconPencil, IconPlus } from '@tabler/icons-react';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { type Action, useAct, useCall, useMay, useName, usePageActions, useSay } from '#app';
import { text } from '#base';
import {
  changeProductEndpoint,
  dropProductPriceEndpoint,
  duplicateProductEndpoint,
  FROM_THE_BEGINNING,
  getProductEndpoint,
  isSubscribed,
} from '#catalog';
import {
  Amount,
  type Column,
  DataGrid,
  DateText,
  EmptyState,
  Facts,
  Loaded,
  Page,
  Section,
  StatusTag,
  Trouble,
} from '#kit';
import { ProductDialog } from './productDialog.tsx';
import { ALIGN_NAMES, BILLED_NAMES, KIND_NAMES, PRORATION_NAMES, TAX_CLASS_NAMES, usePeriod } from './productNames.ts';
import { ProductPriceDialog } from './productPriceDialog.tsx';
import type { Product } from './productsPage.tsx';

const route = getRouteApi('/products/$code');
type Price = Product['prices'][number];
type Open = 'change' | 'price' | 'duplicate' | null;

/** A product: what it is, what it costs over time in each currency, and what can be done with it. */
export function ProductPage() {
  const { code } = route.useParams();
  const product = useCall(getProductEndpoint, { params: { code } });
  return <Loaded of={product}>{(found) => <ProductView key={found.code} product={found} />}</Loaded>;
}

function ProductView({ product }: { readonly product: Product }) {
  const say = useSay();
  const name = useName();
  const navigate = route.useNavigate();
  const [open, setOpen] = useState<Open>(null);
  const mayChange = useMay()('catalog.write');
  const act = useAct(changeProductEndpoint);
  usePageActions(useMemo(() => (mayChange ? pageActions(setOpen) : []), [mayChange]));
  return (
    <Page
      title={name(product.name)}
      subtitle={
        <>
          <span className="mono">{product.code}</span>{' '}
          <StatusTag tone={product.active ? 'good' : 'quiet'}>
            {product.active ? say('offered') : say('retired')}
          </StatusTag>
        </>
      }
      actions={
        mayChange && (
          <>
            <Button
              variant="default"
              loading={act.isPending}
              onClick={() => act.mutate({ params: { code: product.code }, body: { active: !product.active } })}
            >
              {product.active ? say('Retire') : say('Offer again')}
            </Button>
            <Button
              variant="default"
              leftSection={<IconCopy size={15} aria-hidden />}
              onClick={() => setOpen('duplicate')}
            >
              {say('Duplicate')}
            </Button>
            <Button
              variant="default"
              leftSection={<IconPencil size={15} aria-hidden />}
              onClick={() => setOpen('change')}
            >
              {say('Change the product')}
            </Button>
            <Button leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setOpen('price')}>
              {say('New price')}
            </Button>
          </>
        )
      }
    >
      {act.error && <Trouble error={act.error} />}
      <ProductFacts product={product} />
      <Prices product={product} mayChange={mayChange} />
      {open === 'change' && <ProductDialog product={product} onClose={() => setOpen(null)} />}
      {open === 'price' && <ProductPriceDialog product={product} onClose={() => setOpen(null)} />}
      {open === 'duplicate' && (
        <Duplicate
          product={product}
          onClose={() => setOpen(null)}
          onDone={(code) => void navigate({ to: '/products/$code', params: { code } })}
        />
      )}
    </Page>
  );
}

function pageActions(open: (what: Open) => void): readonly Action[] {
  return [
    { id: 'newProductPrice', label: text('New price'), keys: 'n', group: 'page', run: () => open('price') },
    { id: 'changeProduct', label: text('Change the product'), keys: 'e', group: 'page', run: () => open('change') },
    {
      id: 'duplicateProduct',
      label: text('Duplicate the product'),
      keys: 'd',
      group: 'page',
      run: () => open('duplicate'),
    },
  ];
}

function ProductFacts({ product }: { readonly product: Product }) {
  const say = useSay();
  const period = usePeriod();
  const { recurrence, proration, setupProductCode: setup } = product;
  const recurs = isSubscribed(product.kind);
  const months = (count: number) => count > 0 && say('{count, plural, one {one month} other {# months}}', { count });
  return (
    <Facts
      facts={[
        [say('Kind'), say(KIND_NAMES[product.kind])],
        [say('Family'), product.familyCode],
        [say('Account'), product.revenueAccount],
        [say('VAT'), say(TAX_CLASS_NAMES[product.taxClass])],
        [say('Due'), recurs && `${period(recurrence.months)}, ${say(ALIGN_NAMES[recurrence.align])}`],
        [say('Billed'), recurs && say(BILLED_NAMES[product.billed])],
        [say('Broken periods'), recurs && say(PRORATION_NAMES[proration.method])],
        [
          say('Set-up'),
          setup !== null && (
            <Link to="/products/$code" params={{ code: setup }}>
              {setup}
            </Link>
          ),
        ],
        [say('Minimum term'), months(product.minimumTermMonths)],
        [say('Notice'), months(product.noticeMonths)],
        [say('Renewed by'), months(product.renewalMonths)],
        [say('Supplier'), product.supplier],
        [say('Supplier’s reference'), product.supplierReference],
      ]}
    />
  );
}

function usePriceColumns(product: Product, onDrop: ((price: Price) => void) | null): readonly Column<Price>[] {
  const say = useSay();
  return useMemo(() => {
    const first = (row: Price) => product.prices.find(({ currency }) => currency === row.currency) === row;
    return [
      {
        key: 'from',
        title: say('Valid from'),
        cell: (row) => (
          <>
            {row.validFrom === FROM_THE_BEGINNING ? say('from the beginning') : <DateText date={row.validFrom} />}{' '}
            {row.inForce && <StatusTag tone="good">{say('in force')}</StatusTag>}
          </>
        ),
      },
      { key: 'currency', title: say('Currency'), cell: (row) => row.currency },
      { key: 'price', title: say('Price'), align: 'right', cell: (row) => <Amount value={row.unitPrice} exact /> },
      {
        key: 'setup',
        title: say('Set-up fee'),
        align: 'right',
        cell: (row) => (row.setupFee === null ? '–' : <Amount value={row.setupFee} exact />),
      },
      {
        key: 'buying',
        title: say('Buying price'),
        align: 'right',
        cell: (row) => (row.buyingPrice === null ? '–' : <Amount value={row.buyingPrice} exact />),
      },
      {
        key: 'stairs',
        title: say('Stairs'),
        wrap: true,
        cell: (row) =>
          row.stairs
            .map(({ fromMonth, toMonth, unitPrice }) =>
              toMonth === null
                ? say('from month {fromMonth}: {unitPrice, number, price}', { fromMonth, unitPrice })
                : say('months {fromMonth}–{toMonth}: {unitPrice, number, price}', { fromMonth, toMonth, unitPrice }),
            )
            .join(', '),
      },
      {
        key: 'existing',
        title: say('Who has it already'),
        cell: (row) => (first(row) ? '–' : row.existing === 'follow' ? say('pays it too') : say('keeps his price')),
      },
      ...(onDrop === null
        ? []
        : [
            {
              key: 'do',
              title: say('Do'),
              cell: (row: Price) =>
                !first(row) && (
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={say('Take back the price from {from}', { from: row.validFrom })}
                    onClick={() => onDrop(row)}
                  >
                    {say('Take back')}
                  </Button>
                ),
            },
          ]),
    ];
  }, [say, product, onDrop]);
}

function Prices({ product, mayChange }: { readonly product: Product; readonly mayChange: boolean }) {
  const say = useSay();
  const { mutate, error } = useAct(dropProductPriceEndpoint);
  const { code } = product;
  const drop = useMemo(
    () => (mayChange ? ({ currency, validFrom }: Price) => mutate({ params: { code, currency, validFrom } }) : null),
    [mayChange, mutate, code],
  );
  const columns = usePriceColumns(product, drop);
  return (
    <Section title={say('Prices')}>
      {error && <Trouble error={error} />}
      <DataGrid
        label={say('Prices')}
        columns={columns}
        rows={product.prices}
        rowKey={(row) => `${row.currency} ${row.validFrom}`}
        empty={<EmptyState title={say('No price yet')} />}
      />
    </Section>
  );
}

interface DuplicateProps {
  readonly product: Product;
  readonly onClose: () => void;
  readonly onDone: (code: string) => void;
}

function Duplicate({ product, onClose, onDone }: DuplicateProps) {
  const say = useSay();
  const act = useAct(duplicateProductEndpoint);
  const [code, setCode] = useState(`${product.code}-2`);
  return (
    <Modal
      opened
      onClose={onClose}
      title={say('Duplicate {product}', { product: product.code })}
      closeButtonProps={{ 'aria-label': say('Close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          act.mutate({ params: { code: product.code }, body: { code } }, { onSuccess: () => onDone(code.trim()) });
        }}
      >
        <Stack gap="sm">
          <TextInput
            label={say('Code of the new one')}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
            data-autofocus
            required
          />
          {act.error && <Trouble error={act.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {say('Cancel')}
            </Button>
            <Button type="submit" loading={act.isPending}>
              {say('Duplicate')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
