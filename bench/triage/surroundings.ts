import type { RandomStream } from '../../src/local/world/chance/random-stream.ts';
import { steady } from '../../src/local/world/curve.ts';
import { type Draft, neighbour } from './draft.ts';
import { DAY_MS } from './setting.ts';

/** Days over which incidents are spread; none of them is a special day. */
const DAYS = 60;

/** When triage is run. */
export function momentOf(dice: RandomStream): number {
  const minute = Math.floor(dice.share() * DAYS * 1_440);
  return Date.UTC(2026, 8, 1) + minute * 60_000 + 25_000;
}

/** Neighbours that behave as always; one of them is unhealthy all the time. */
export function surrounded(draft: Draft, dice: RandomStream): Draft {
  const grumbler = neighbour('quote-mailer', {
    requestsPerSecond: steady(0.4),
    durationMs: steady(300),
  });
  return {
    ...draft,
    others: [
      neighbour('cart-reader', { requestsPerSecond: steady(0.5 + dice.share()), durationMs: steady(90) }),
      {
        ...grumbler,
        configuration: { ...grumbler.configuration, lastModifiedMs: Date.UTC(2026, 8, 1) - DAY_MS },
        work: {
          ...grumbler.work,
          failures: [{ name: 'bounced', share: steady(0.03), durationShare: 0.5, ending: 'exception' }],
        },
      },
    ],
  };
}
