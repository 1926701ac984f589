import type { Command } from 'commander';
import { type CommonOptions, writeAnswer } from '#access/service';
import { text } from '#base';
import { closeApp, openApp } from '#platform/app';
import { untilStopped } from '#platform/untilStopped';
import { say } from '#platform/wording';
import { serve } from './main.ts';

interface StartOptions extends CommonOptions {
  readonly port?: string;
}

/** `start`: screens, API and jobs until Ctrl C; the first start tells where to set up. */
export function startCommand(start: Command): void {
  start
    .option('--port <port>', 'port of the web server (default: PORT or 4080)')
    .action(async (options: StartOptions) => {
      const app = await openApp({
        dataDir: options.data,
        port: options.port === undefined ? undefined : Number(options.port),
      });
      const serving = await serve(app);
      const url = serving.setupUrl ?? serving.url;
      writeAnswer(options.json === true, { url }, [say('en', text('Tarifwerk is at {url} (Ctrl C ends it)'), { url })]);
      await untilStopped();
      await serving.close();
      await closeApp(app, { stopDatabase: 'unlessUsed' });
    });
}
