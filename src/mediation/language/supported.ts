/** Which traits of the format language this release executes. What it does not is named here and refused, never ignored. */
import type { Finding } from '#base';
import { compileElementPaths } from '../readers/xmlPath.ts';
import type { Format } from './format.ts';

/** A trait by its path in the format, e.g. `structure.kind=xml`. */
type Trait = string | null;

const CHECKS: readonly ((format: Format) => readonly Trait[])[] = [containerTraits, structureTraits, laterTraits];

/** One `mediation.notYetSupported` for every trait the format uses that is not executed yet. */
export function unsupportedTraits(format: Format): Finding[] {
  return CHECKS.flatMap((check) => check(format))
    .filter((trait) => trait !== null)
    .map((trait) => ({
      code: 'mediation.notYetSupported',
      severity: 'error' as const,
      subject: { kind: 'format', key: format.id },
      params: { trait },
    }));
}

function when(condition: boolean, trait: string): Trait {
  return condition ? trait : null;
}

function containerTraits({ container, encoding, structure }: Format): Trait[] {
  return [
    when(container.readiness !== undefined, 'container.readiness'),
    when(container.stream !== undefined, `container.stream=${container.stream}`),
    when(
      structure.kind === 'json' && encoding.charsets.some((charset) => charset !== 'utf-8'),
      'encoding.charsets of JSON',
    ),
  ];
}

function structureTraits({ structure }: Format): Trait[] {
  if (structure.kind === 'xml' || structure.kind === 'asn1')
    return [when(compileElementPaths(structure.recordPath) === null, `structure.recordPath=${structure.recordPath}`)];
  return [];
}

function laterTraits(format: Format): Trait[] {
  return [when(format.validFrom !== undefined, 'validFrom')];
}
