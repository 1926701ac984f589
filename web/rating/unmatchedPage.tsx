export function UnmatchedPage() {
  return null;
}
