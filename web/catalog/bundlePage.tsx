import { Button, Checkbox, Grid, Group, Stack, TextInput } from '@mantine/core';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import { type ReplyOf, useAct, useCall, useMay, useName, usePageActions, useSay } from '#app';
import { findingReply, text } from '#base';
import {
  addBundleEndpoint,
  changeBundleEndpoint,
  checkBundle,
  listBundlesEndpoint,
  listProductsEndpoint,
} from '#catalog';
import { EmptyState, Findings, Loaded, Page, Section, Trouble } from '#kit';
import { type BundleDraft, bundleOf, draftOf, NO_BUNDLE, withIds, withQuestions } from './bundleDraft.ts';
import { BundleItems } from './bundleItems.tsx';
import { BundleQuestions } from './bundleQuestions.tsx';
import type { ListedBundle } from './bundlesPage.tsx';
import { BundleTryOut } from './bundleTryOut.tsx';
import { LocalNameFields } from './localNameFields.tsx';

type Products = ReplyOf<typeof listProductsEndpoint>['products'];

const route = getRouteApi('/bundles/$code');

/** A bundle that is there, edited beside its try-out. */
export function BundlePage() {
  const say = useSay();
  const { code } = route.useParams();
  const bundles = useCall(listBundlesEndpoint, {});
  return (
    <Loaded of={bundles}>
      {(list) => {
        const bundle = list.bundles.find((each) => each.code === code);
        return bundle === undefined ? (
          <EmptyState title={say('There is no bundle {code}', { code })}>
            <Link to="/bundles">{say('To the bundles')}</Link>
          </EmptyState>
        ) : (
          <Editing key={code} bundle={bundle} />
        );
      }}
    </Loaded>
  );
}

export function NewBundlePage() {
  return <Editing bundle={null} />;
}

function Editing({ bundle }: { readonly bundle: ListedBundle | null }) {
  const products = useCall(listProductsEndpoint, {});
  return <Loaded of={products}>{(list) => <BundleEditor bundle={bundle} products={list.products} />}</Loaded>;
}

function BundleEditor({ bundle, products }: { readonly bundle: ListedBundle | null; readonly products: Products }) {
  const say = useSay();
  const name = useName();
  const currency = products[0]?.currency ?? 'EUR';
  const [draft, setDraft] = useState<BundleDraft>(() => (bundle === null ? NO_BUNDLE : draftOf(bundle, currency)));
  const set = (changed: Partial<BundleDraft>) => setDraft((before) => advanced({ ...before, ...changed }));
  const ids = useMemo(() => new Map(products.map(({ code, id }) => [code, id])), [products]);
  const byId = useMemo(() => new Map(products.map((product) => [product.id, product])), [products]);
  const edited = useMemo(() => bundleOf(draft, currency), [draft, currency]);
  const tried = edited === null ? null : withIds(edited, ids);
  const findings = tried === null ? [] : checkBundle(tried, byId);
  const { save, busy, saved, error } = useSave(bundle, edited, findings.length === 0);
  const questions = draft.questions.map(({ question }) => question);
  return (
    <Page
      title={bundle === null ? say('New bundle') : name(bundle.name)}
      subtitle={bundle !== null && <span className="mono">{bundle.code}</span>}
      actions={
        save && (
          <>
            <span className="muted" aria-live="polite">
              {saved && say('Saved')}
            </span>
            <Button onClick={save} disabled={edited === null || findings.length > 0} loading={busy}>
              {say('Save')}
            </Button>
          </>
        )
      }
    >
      {error && <Trouble error={error} />}
      <Grid gap="md">
        <Grid.Col span={{ base: 12, lg: 8 }}>
          <Stack gap="md">
            <Group gap="xs" align="flex-end" wrap="nowrap">
              <TextInput
                label={say('Code')}
                w={150}
                required
                disabled={bundle !== null}
                value={draft.code}
                onChange={(event) => set({ code: event.currentTarget.value })}
              />
              <div style={{ flex: 1 }}>
                <LocalNameFields
                  label={say('Name')}
                  value={draft.name}
                  onChange={(changed) => set({ name: changed })}
                />
              </div>
              <Checkbox
                size="xs"
                pb={6}
                label={say('offered')}
                checked={draft.active}
                onChange={(event) => set({ active: event.currentTarget.checked })}
              />
            </Group>
            <Section title={say('Questions')}>
              <BundleQuestions
                questions={draft.questions}
                nextRow={draft.nextRow}
                onChange={(changed) => setDraft((before) => advanced(withQuestions(before, changed)))}
              />
            </Section>
            <Section title={say('Items')}>
              <BundleItems
                items={draft.items}
                questions={questions}
                products={products}
                currency={currency}
                nextRow={draft.nextRow}
                onChange={(items) => set({ items })}
              />
            </Section>
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 4 }}>
          <Findings findings={findings.map(findingReply)} />
          {tried === null ? (
            <EmptyState title={say('Not complete yet')}>
              {say('A code, and a product for every item, short names of small letters and digits.')}
            </EmptyState>
          ) : (
            findings.length === 0 && <BundleTryOut bundle={tried} products={byId} currency={currency} />
          )}
        </Grid.Col>
      </Grid>
    </Page>
  );
}

/** Each change uses up a number, so that no two rows ever had the same. */
function advanced(draft: BundleDraft): BundleDraft {
  return { ...draft, nextRow: draft.nextRow + 1 };
}

/** Saving by button and key; null for those who may only look. */
function useSave(bundle: ListedBundle | null, edited: ReturnType<typeof bundleOf>, sound: boolean) {
  const navigate = useNavigate();
  const mayChange = useMay()('catalog.write');
  const add = useAct(addBundleEndpoint);
  const change = useAct(changeBundleEndpoint);
  const { mutate: addIt } = add;
  const { mutate: changeIt } = change;
  const isNew = bundle === null;
  const [saved, setSaved] = useState<typeof edited>(null);
  const save = useCallback(() => {
    if (edited === null || !sound) return;
    const { code, ...body } = edited;
    const opened = () => void navigate({ to: '/bundles/$code', params: { code } });
    if (isNew) addIt({ body: edited }, { onSuccess: opened });
    else changeIt({ params: { code }, body }, { onSuccess: () => setSaved(edited) });
  }, [edited, sound, isNew, addIt, changeIt, navigate]);
  usePageActions(
    useMemo(
      () =>
        mayChange
          ? [{ id: 'saveBundle', label: text('Save the bundle'), keys: 'mod+s', group: 'page', run: save } as const]
          : [],
      [mayChange, save],
    ),
  );
  return {
    save: mayChange ? save : null,
    busy: add.isPending || change.isPending,
    saved: saved !== null && saved === edited,
    error: add.error ?? change.error,
  };
}
