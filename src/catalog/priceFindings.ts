import type { Finding, FindingParams, Severity } from '#base';

/** Findings told one by one; whatever is beyond is counted in `priceList.moreFindings`. */
const MAX_FINDINGS = 1000;
/** Notes by row told one by one. */
const MAX_NOTES = 100;

/** Collects what is wrong with the rows of one list: errors first, all counted, the tail only in number. */
export class PriceFindings {
  readonly #listCode: string;
  readonly #errors: Finding[] = [];
  readonly #notes: Finding[] = [];
  #beyond = 0;
  errors = 0;

  constructor(listCode: string) {
    this.#listCode = listCode;
  }

  /** @param line row, from 1 */
  error(code: string, line: number, field: string, params: FindingParams): void {
    this.errors++;
    if (this.#errors.length >= MAX_FINDINGS) this.#beyond++;
    else this.#errors.push(this.#finding(code, 'error', params, { line, field }));
  }

  /** Something told only; false where enough is told. */
  note(code: string, line: number, field: string, params: FindingParams): boolean {
    if (this.#notes.length >= MAX_NOTES) return false;
    this.#notes.push(this.#finding(code, 'info', params, { line, field }));
    return true;
  }

  /** Something told of the list as a whole. */
  info(code: string, params: FindingParams): void {
    this.#notes.push(this.#finding(code, 'info', params));
  }

  list(): readonly Finding[] {
    const more = this.#beyond === 0 ? [] : [this.#finding('priceList.moreFindings', 'error', { count: this.#beyond })];
    return [...this.#errors, ...more, ...this.#notes];
  }

  #finding(code: string, severity: Severity, params: FindingParams, place?: { line: number; field: string }): Finding {
    const subject = { kind: 'priceList', key: this.#listCode };
    return { code, severity, subject, params, ...(place === undefined ? {} : { place }) };
  }
}
