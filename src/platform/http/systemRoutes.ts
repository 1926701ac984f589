import { sql } from 'kysely';
import { Refusal } from '#base';
import { requestCancel, watchProgress } from '#platform/progress';
import { cancelProgressEndpoint, healthEndpoint, openApiEndpoint, watchProgressEndpoint } from './api.ts';
import { bind, bindLong, bindOpen, callOf, route } from './bind.ts';
import { sendEvents } from './events.ts';
import { openApi } from './openapi.ts';
import type { Http } from './server.ts';

/** Binds what every part of the program shares: health, documentation, progress. `version` is the program's. */
export function systemRoutes(http: Http, version: string): void {
  bindOpen(http, healthEndpoint, async ({ app }) => {
    await sql`select 1`.execute(app.db).catch((error: Error) => {
      app.log.error('http.databaseAway', { message: error.message });
      throw new Refusal('unavailable', 'request.databaseAway');
    });
    return { status: 'ok' as const };
  });
  // Made when asked for: routes bound after this one belong to it too.
  bind(http, openApiEndpoint, async () => openApi(http.routes, version));
  bindLong(http, cancelProgressEndpoint, async ({ app, actor, body }) => ({
    running: await requestCancel(app, actor, body.topic),
  }));
  route(http, watchProgressEndpoint, 'events', {}, async (request, reply) => {
    const { app, actor, params } = callOf(http, watchProgressEndpoint, request, reply);
    await sendEvents(reply, http.closing, (signal) => watchProgress(app, actor.tenantId, params['*'], signal));
    return reply;
  });
}
