import type { FunctionModel } from '../function-model.ts';

type Tags = Readonly<Record<string, string>>;

/** The deployers of the functions. The oldest function predates tagging. */
const TAGS: Readonly<Record<string, Tags>> = {
  'auth-token': deployed('identity', 'accounts'),
  'cart-api': deployed('shop', 'checkout'),
  'checkout-api': deployed('shop', 'checkout'),
  'email-dispatch': deployed('messaging', 'accounts'),
  'geo-lookup': deployed('shop', 'search'),
  'image-resize': deployed('media', 'search'),
  'inventory-sync': deployed('warehouse', 'orders'),
  'invoice-pdf': deployed('billing', 'orders'),
  'ledger-stream': deployed('billing', 'orders'),
  'order-stream-consumer': deployed('warehouse', 'orders'),
  'report-nightly': deployed('billing', 'batch'),
  'search-index': deployed('search', 'search'),
  'thumbnail-cron': deployed('media', 'batch'),
  'user-profile': deployed('identity', 'accounts'),
  'webhook-in': deployed('messaging', 'accounts'),
};

function deployed(stack: string, team: string): Tags {
  return { 'aws:cloudformation:stack-name': stack, team };
}

export function withTags(model: FunctionModel): FunctionModel {
  const tags = TAGS[model.configuration.name];
  return tags === undefined ? model : { ...model, configuration: { ...model.configuration, tags } };
}
