import type { Finding } from '#base';
import { ArchiveDocument } from './archiveDocument.ts';
import { layHeading, layPanel, layParagraph, layTitle, layTotals } from './blocks.ts';
import { Canvas } from './canvas.ts';
import { Flow } from './flow.ts';
import { drawFoot, drawLetterhead } from './letterhead.ts';
import { layListing } from './listing.ts';
import { PALE } from './look.ts';
import type { Block, Sheet } from './sheet.ts';
import { layTable } from './table.ts';

export type { Sheet } from './sheet.ts';

/** A finished file. `findings` name characters the fonts cannot show (`pdf.glyphMissing`); they are drawn as U+FFFD. */
export interface RenderedPdf {
  readonly bytes: Uint8Array;
  readonly pages: number;
  readonly findings: readonly Finding[];
}

/** Renders a sheet as PDF/A-3b (ISO 19005-3). Pure in effect: the same sheet gives the same bytes in any process. */
export function renderPdf(sheet: Sheet): RenderedPdf {
  const document = new ArchiveDocument(sheet);
  const canvas = new Canvas(document);
  const flow = new Flow(canvas, sheet);
  drawLetterhead(flow);
  for (const block of sheet.blocks) layBlock(flow, block);
  for (let page = 0; page < canvas.pageCount; page += 1) {
    drawFoot(flow, page, canvas.pageCount);
    if (sheet.watermark !== undefined) canvas.watermark({ face: 'semiBold', size: 96, colour: PALE }, sheet.watermark);
  }
  canvas.deliver();
  for (const attachment of sheet.attachments) document.attach(attachment);
  if (sheet.facturX !== undefined) document.declareFacturX(sheet.facturX);
  const findings = [...canvas.missing.values()].map(
    ({ text, characters }): Finding => ({
      code: 'pdf.glyphMissing',
      severity: 'warning',
      params: { text, characters: [...new Set(characters)].map(codePointName).join(' ') },
    }),
  );
  return { bytes: document.finish(), pages: canvas.pageCount, findings };
}

function codePointName(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

function layBlock(flow: Flow, block: Block): void {
  switch (block.kind) {
    case 'title':
      layTitle(flow, block);
      break;
    case 'heading':
      layHeading(flow, block);
      break;
    case 'paragraph':
      layParagraph(flow, block);
      break;
    case 'table':
      layTable(flow, block);
      break;
    case 'totals':
      layTotals(flow, block);
      break;
    case 'panel':
      layPanel(flow, block);
      break;
    case 'listing':
      layListing(flow, block);
      break;
  }
}
