/** Which record: its file and its place in it. */
export interface CallKey {
  readonly fileId: number;
  readonly recordNo: number;
}

export function CallExplanation(_: { readonly call: CallKey | null; readonly onClose: () => void }) {
  return null;
}
