import { z } from 'zod';

/** A postal address: EN 16931 BG-8. */
export const postalAddress = {
  street: z.string().trim().min(1).max(200),
  postcode: z.string().trim().min(1).max(20),
  city: z.string().trim().min(1).max(100),
  country: z.string().regex(/^[A-Z]{2}$/),
};
