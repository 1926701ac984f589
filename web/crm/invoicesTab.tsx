export function InvoicesTab(_: { readonly customerId: number }) {
  return null;
}
