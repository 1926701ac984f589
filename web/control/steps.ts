import type { StepState } from '#kit';
import type { Board } from './monthPage.tsx';

/** How far each step of the month is. Pure: the board is the only source. */
export function stepStates(
  board: Board,
): Readonly<Record<'files' | 'unmatched' | 'draft' | 'findings' | 'approve' | 'issue', StepState>> {
  const state = board.run?.state ?? null;
  const files = board.sources.reduce((sum, source) => sum + source.files, 0);
  const drafted = state !== null && state !== 'draft';
  const approved = state === 'approved' || state === 'issuing' || state === 'issued';
  const quarantined = board.sources.some((source) => source.quarantined > 0);
  return {
    files: files === 0 ? 'now' : quarantined ? 'trouble' : 'done',
    unmatched: files === 0 ? 'later' : board.unmatched.records > 0 ? 'trouble' : 'done',
    draft: drafted ? 'done' : files === 0 ? 'later' : 'now',
    findings: !drafted ? 'later' : board.findings.openErrors > 0 ? (approved ? 'trouble' : 'now') : 'done',
    approve: approved ? 'done' : drafted && board.findings.openErrors === 0 ? 'now' : 'later',
    issue: state === 'issued' ? 'done' : approved ? 'now' : 'later',
  };
}
