/** `tarifwerk demo`: runs the demo, prints what it came to, and serves it. */
import { resolve } from 'node:path';
import { type CommonOptions, writeAnswer } from '#access/service';
import { LANGUAGES, type Language, Refusal } from '#base';
import { closeApp, openApp } from '#platform/app';
import { systemClock } from '#platform/clock';
import { PROJECT_DIR } from '#platform/config';
import { silentLog } from '#platform/log';
import { silentProgress } from '#platform/progress';
import { terminalProgress } from '#platform/terminal';
import { untilStopped } from '#platform/untilStopped';
import { registerTexts, say, wordCode } from '#platform/wording';
import { serve } from '../src/main.ts';
import { USERS } from './operator.ts';
import { runDemo } from './run.ts';
import type { DemoSummary } from './summary.ts';
import { TEXTS } from './texts.ts';

export interface DemoCommandOptions extends CommonOptions {
  readonly serve?: boolean;
  readonly out?: string;
  /** Percent of the full size. */
  readonly scale?: string;
}

const SUMMARY_LINES = [
  ...(['files', 'records', 'duplicates', 'rejected', 'unmatched', 'rated', 'drafts', 'invoices'] as const),
  ...(['netTotal', 'grossTotal', 'seconds'] as const),
];

/** @throws Refusal `demo.badScale`, `demo.otherOperator` and what the steps refuse */
export async function demoCommand(options: DemoCommandOptions): Promise<void> {
  registerTexts(TEXTS);
  const language = languageOf(options);
  const json = options.json === true;
  const outDir = resolve(options.out ?? `${PROJECT_DIR}/demo/out`);
  const bar = json
    ? null
    : terminalProgress({ clock: systemClock, wordPhase: (phase) => wordCode(language, `phase.${phase}`) });
  const { summary, unchanged } = await runDemo({
    dataDir: options.data,
    outDir,
    scale: scaleOf(options.scale),
    progress: bar ?? silentProgress,
  }).finally(() => bar?.stop());
  const lines = [
    ...(unchanged ? [say(language, TEXTS['demo.unchanged'])] : []),
    ...summaryLines(language, summary),
    say(language, TEXTS['demo.documents'], { dir: outDir }),
  ];
  // For machines the summary is the last line; a server would only come after it.
  writeAnswer(json, summary, lines);
  if (options.serve === false) writeAnswer(false, null, json ? [] : [say(language, TEXTS['demo.stop'])]);
  else await serveDemo(options, language, json);
}

/** Whole percent as a factor. */
function scaleOf(text = '100'): number {
  const percent = Number(text);
  if (!(percent >= 1 && percent <= 1000)) throw new Refusal('invalid', 'demo.badScale', { scale: text });
  return percent / 100;
}

function summaryLines(language: Language, summary: DemoSummary): string[] {
  const labels = SUMMARY_LINES.map((key) => say(language, TEXTS[`demo.${key}`]));
  const widest = Math.max(...labels.map((label) => label.length));
  return SUMMARY_LINES.map((key, index) => `${labels[index]!.padEnd(widest)}  ${String(summary[key]).padStart(12)}`);
}

async function serveDemo(options: DemoCommandOptions, language: Language, json: boolean): Promise<void> {
  const app = await openApp({ log: silentLog, ...(options.data === undefined ? {} : { dataDir: options.data }) });
  const serving = await serve(app);
  const signIns = USERS.map(({ email, password, role }) => `  ${email}  ${password}  (${role})`);
  if (!json) writeAnswer(false, null, [say(language, TEXTS['demo.serving'], { url: serving.url }), ...signIns]);
  await untilStopped();
  await serving.close();
  await closeApp(app, { stopDatabase: 'unlessUsed' });
}

function languageOf({ language }: DemoCommandOptions): Language {
  const wanted = (language ?? process.env.LANG ?? 'en').slice(0, 2);
  return LANGUAGES.find((known) => known === wanted) ?? 'en';
}
