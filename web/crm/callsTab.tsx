export function CallsTab(_: { readonly customerId: number }) {
  return null;
}
