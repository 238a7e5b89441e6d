import type { Family } from '../fresh-setting.ts';
import type { Said } from '../fresh-story.ts';

/** For each language, the ways in which a cause is described; one way is all the words that appear together. */
export type Words = Readonly<Partial<Record<Family, readonly (readonly Said[])[]>>>;

export function said(type: string, message: string, causeType?: string, causeMessage = ''): Said {
  return causeType === undefined
    ? { type, message }
    : { type, message, cause: { type: causeType, message: causeMessage } };
}

export const ROLE = 'arn:aws:sts::123456789012:assumed-role/order-intake/order-intake';
export const TABLE = 'arn:aws:dynamodb:eu-west-1:123456789012:table/baskets';
