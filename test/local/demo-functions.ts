/** The functions of the demo that hurt, each with a cause of its own to find. */
export const HURTING = [
  'checkout-api',
  'order-stream-consumer',
  'ledger-stream',
  'image-resize',
  'email-dispatch',
  'invoice-pdf',
  'auth-token',
  'cart-api',
  'inventory-sync',
] as const;
