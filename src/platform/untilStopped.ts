/**
 * Resolves when the process is asked to end (SIGINT, SIGTERM). Asked again it goes on ending: Ctrl C reaches it more than once (terminal,
 * npm), and cut short it would leave the database server behind.
 */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve());
  });
}
