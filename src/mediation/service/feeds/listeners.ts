import type { FeedSettings } from '../../feeds/settings.ts';
import { openDropBox } from './dropBox.ts';
import { listenRadius } from './radius.ts';
import type { Listener, Listening } from './running.ts';
import { listenSyslog } from './syslog.ts';
import { connectTcp, listenTcp } from './tcp.ts';

/** Opens what a feed listens with; null for feeds that go and look, or are posted to. @throws Refusal as the listener's kind */
export async function openListener(listening: Listening<FeedSettings>): Promise<Listener | null> {
  const { settings } = listening;
  switch (settings.kind) {
    case 'radius':
      return listenRadius({ ...listening, settings });
    case 'syslog':
      return listenSyslog({ ...listening, settings });
    case 'tcpServer':
      return listenTcp({ ...listening, settings });
    case 'tcpClient':
      return connectTcp({ ...listening, settings });
    case 'dropBox':
      return openDropBox({ ...listening, settings });
    case 'push':
      listening.tell('listening');
      return null;
    default:
      return null;
  }
}
