import type { SourceError } from '../../../src/monitor/source-error.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { CALM, CAST, STARTING, snapshotOf, THROTTLED } from './fleet-story.ts';

/** AWS's answer to an identity that may not list functions. */
export const DENIED: SourceError = {
  kind: 'denied',
  action: 'lambda:ListFunctions',
  name: rawText('AccessDeniedException'),
  message: rawText('not authorized'),
};
/** Functions whose names would break a screen that trusts them. */
export const HOSTILE = [
  'a-very-long-prefix-that-all-share-checkout-api-production-blue',
  '注文処理-注文処理-注文処理-注文処理',
  '🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀',
  '\x1b[2J\x1b]0;owned\x07\x1b[31mred',
  'line\nbreak\r\ttab',
].map((name) => ({ ...CALM, name }));
export const MANY = Array.from({ length: 1_000 }, (_, index) => ({
  ...CALM,
  name: `worker-${String(index).padStart(4, '0')}`,
}));

/** Fleets with everything that could break a layout. */
export const ACCOUNTS = {
  'the whole cast': snapshotOf({ functions: CAST }),
  'hostile names': snapshotOf({ functions: HOSTILE }),
  'a thousand functions': snapshotOf({ functions: MANY }),
  'no function': snapshotOf({ functions: [] }),
  'nothing yet': STARTING,
  'denied limits': snapshotOf({ functions: [{ ...THROTTLED, reserved: 'denied' }], limits: 'denied' }),
};
