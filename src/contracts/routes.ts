import type { Http } from '#platform/http';
import { bookingRoutes } from './routes/bookings.ts';
import { contractRoutes } from './routes/contracts.ts';
import { indexationRoutes } from './routes/indexations.ts';
import { lineRoutes } from './routes/lines.ts';
import { subscriptionRoutes } from './routes/subscriptions.ts';

export function contractsRoutes(http: Http): void {
  contractRoutes(http);
  subscriptionRoutes(http);
  bookingRoutes(http);
  lineRoutes(http);
  indexationRoutes(http);
}
