import type { ReactNode } from 'react';

/** Five pairs of colours checked for contrast (at least 5.5 : 1); the words say what it is, the colour only helps. */
export type Tone = 'good' | 'bad' | 'warn' | 'info' | 'quiet';

export function StatusTag({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return (
    <span className="tag" data-tone={tone}>
      {children}
    </span>
  );
}
