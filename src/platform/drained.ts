/** A stream that is written to, as far as waiting for it goes. */
interface Drain {
  on(event: 'drain' | 'close', listener: () => void): unknown;
  off(event: 'drain' | 'close', listener: () => void): unknown;
}

/** Waits until a stream takes more, or takes nothing any more; leaves no listeners behind, however often a long stream is waited for. */
export function drained(stream: Drain): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      stream.off('drain', go);
      stream.off('close', go);
      resolve();
    };
    stream.on('drain', go);
    stream.on('close', go);
  });
}
