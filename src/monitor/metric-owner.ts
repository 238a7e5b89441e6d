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
      return `queue/${owner.queueName}`;
  }
}

/** The function that an owner belongs to; null for owners that belong to none. */
export function functionOfKey(key: OwnerKey): string | null {
  return key === ACCOUNT_KEY || key.startsWith('queue/') ? null : (key.split(':')[0] ?? null);
}
