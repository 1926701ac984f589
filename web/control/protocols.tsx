import { Button, Group } from '@mantine/core';
import { useAct, useCall, useLanguage, useMay, useSay } from '#app';
import { listProtocolsEndpoint, PROTOCOL_FORMATS, signProtocolEndpoint } from '#control';
import { DateTimeText, Trouble } from '#kit';

/** Protocols of an approved run: those that were signed, and signing one. */
export function Protocols({ runId }: { readonly runId: number }) {
  const say = useSay();
  const may = useMay();
  const { language } = useLanguage();
  const protocols = useCall(listProtocolsEndpoint, { params: { runId } });
  const sign = useAct(signProtocolEndpoint);
  return (
    <>
      {(protocols.data?.protocols ?? []).map((one) => (
        <div key={one.no}>
          {say('Protocol {no}, signed by {name}', { no: one.no, name: one.signedBy })},{' '}
          <DateTimeText at={one.signedAt} />{' '}
          {PROTOCOL_FORMATS.map((format) => (
            <a key={format} href={`/api/runs/${runId}/protocols/${one.no}/${format}`} style={{ marginLeft: 8 }}>
              {format.toUpperCase()}
            </a>
          ))}
        </div>
      ))}
      {may('runs.issue') && (
        <Group mt={4}>
          <Button
            size="xs"
            variant="default"
            loading={sign.isPending}
            onClick={() => sign.mutate({ params: { runId }, body: { language } })}
          >
            {say('Sign a protocol')}
          </Button>
        </Group>
      )}
      {sign.error && <Trouble error={sign.error} />}
    </>
  );
}
