import type { RawText } from '../terminal/text.ts';

/**
 * The owner of a metric. CloudWatch answers only for the exact set of dimensions that was published.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-view.html
 */
export type MetricOwner =
  /** All functions of the account and Region together. */
  | { readonly kind: 'account' }
  | { readonly kind: 'function'; readonly functionName: RawText }
  /** Calls through an alias. */
  | { readonly kind: 'alias'; readonly functionName: RawText; readonly alias: RawText }
  /** Calls through an alias that one of its versions served; published only where the alias has two. */
  | {
      readonly kind: 'executedVersion';
      readonly functionName: RawText;
      readonly alias: RawText;
      readonly version: RawText;
    }
  | { readonly kind: 'queue'; readonly queueName: RawText };

/**
 * Identifies an owner: equal texts, equal owners. A function's key is its name, which can hold neither a colon nor a
 * slash.
 */
export type OwnerKey = string;

export const ACCOUNT: MetricOwner = { kind: 'account' };
export const ACCOUNT_KEY: OwnerKey = '';
const QUEUE = 'queue/';

/** All calls of a function, whatever alias or version they went to. */
export function ofFunction(functionName: RawText): MetricOwner {
  return { kind: 'function', functionName };
}

/** The key of an owner, by which series are looked up. */
export function ownerKey(owner: MetricOwner): OwnerKey {
  switch (owner.kind) {
    case 'account':
      return ACCOUNT_KEY;
    case 'function':
      return owner.functionName;
    case 'alias':
      return `${owner.functionName}:${owner.alias}`;
    case 'executedVersion':
      return `${owner.functionName}:${owner.alias}:${owner.version}`;
    case 'queue':
      return `${QUEUE}${owner.queueName}`;
  }
}

/** What exists, by name. */
export interface Listed {
  readonly functions: ReadonlySet<string>;
  readonly queues: ReadonlySet<string>;
}

/** Forgets the owners that are not listed, or whose function is not. The account always is. */
export function keepListed(held: Map<OwnerKey, unknown>, { functions, queues }: Listed): void {
  for (const key of held.keys()) {
    const isListed = key.startsWith(QUEUE)
      ? queues.has(key.slice(QUEUE.length))
      : key === ACCOUNT_KEY || functions.has(key.split(':')[0] ?? key);
    if (!isListed) held.delete(key);
  }
}
