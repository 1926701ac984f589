/** A name in each language of the product: products, plans and destinations carry one. */
export interface LocalName {
  readonly de: string;
  readonly fr: string;
  readonly en: string;
}
