/** The list of formats as a document for people: what is read, and what confirms that it is read rightly. */
import type { Format } from './format.ts';
import { describeFormat, type FormatSummary, fieldsOfFormat } from './formatSummary.ts';

const KINDS: readonly (readonly [kind: FormatSummary['kind'], title: string])[] = [
  ['carrier', 'Carriers'],
  ['pabx', 'Telephone systems'],
  ['sbc', 'Session border controllers and softswitches'],
  ['mobile', 'Mobile networks'],
  ['data', 'Data sessions'],
  ['messaging', 'Messages'],
  ['other', 'Others'],
];

const EVIDENCE: Readonly<Record<FormatSummary['verified'], string>> = {
  sample: 'published rows',
  specification: 'specification',
  none: 'not confirmed',
};

const STRUCTURES: Readonly<Record<FormatSummary['structure'], string>> = {
  delimited: 'delimited text',
  fixed: 'fixed columns',
  keyValue: 'pairs',
  regex: 'lines by a pattern',
  json: 'JSON',
  xml: 'XML',
  asn1: 'ASN.1 BER',
  binary32297: '3GPP TS 32.297',
  selfDescribing: 'columns told by a header',
  sheet: 'spreadsheet',
};

/** Markdown, the same for the same formats. */
export function formatsDocument(formats: readonly Format[]): string {
  const summaries = formats.map(describeFormat);
  const families = KINDS.map(([kind, title]) => [title, summaries.filter((each) => each.kind === kind)] as const);
  return [
    INTRODUCTION,
    countsTable(summaries),
    ...families.filter(([, members]) => members.length > 0).map(([title, members]) => family(title, members, formats)),
    '',
  ].join('\n');
}

const INTRODUCTION = `# Formats of usage records

Written by \`npm run formats\`; a test holds it to the program. Each format is a file in \`src/mediation/formats\` with samples that are its tests. A file of
another make is set up in the app (Formats, "Set up an unknown file") or read at once by \`tarifwerk read FILE --propose\`.

**Confirmed by** says how far to trust a format before you have read a file of your own with it:

- **published rows**: rows that its maker or a user published were read with it;
- **specification**: its maker's description was followed, no row was at hand;
- **not confirmed**: names or positions are known from others' descriptions only. Compare the first file with the invoice.
`;

function countsTable(summaries: readonly FormatSummary[]): string {
  const counts = (Object.keys(EVIDENCE) as FormatSummary['verified'][]).map(
    (verified) => `${EVIDENCE[verified]} ${summaries.filter((each) => each.verified === verified).length}`,
  );
  return `${summaries.length} formats: ${counts.join(', ')}.\n`;
}

function family(title: string, members: readonly FormatSummary[], formats: readonly Format[]): string {
  const rows = [...members]
    .sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1))
    .map((each) => row(each, formats.find(({ id }) => id === each.id)!));
  return [
    `## ${title}`,
    '',
    '| Format | Id | Confirmed by | Structure | Records | Tells | Known from |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

function row(summary: FormatSummary, format: Format): string {
  const cells = [
    summary.name,
    `\`${summary.id}\``,
    EVIDENCE[summary.verified],
    STRUCTURES[summary.structure],
    summary.services.join(', '),
    told(format),
    summary.knowledge.join('; '),
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}

/** What a clerk asks first: does it tell costs, ids, groups; does it check itself. */
function told(format: Format): string {
  const fields = new Set(fieldsOfFormat(format).map(({ field }) => field));
  const costs = format.legs?.some((leg) => (leg.costs ?? []).length > 0) || fields.has('cost');
  const words = [
    costs ? 'cost' : '',
    fields.has('account') ? 'account' : '',
    fields.has('volume') ? 'volume' : '',
    format.legs === undefined ? '' : 'several legs in a record',
    format.multiLeg === undefined && format.partials === undefined ? '' : 'calls over several records',
    format.fileControl === undefined ? '' : 'control totals',
  ].filter((word) => word !== '');
  return words.join(', ');
}
