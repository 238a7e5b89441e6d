import type { BindingLimit } from '../../../capacity/assessment.ts';
import { SCALING_PER_10_S } from '../../../capacity/limit/throttle-cause.ts';
import { groupedText } from '../../../terminal/quantity.ts';
import { safe } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import { strong, words } from '../../../terminal/words.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import { metric } from '../claims/evidence.ts';
import type { SuspectRule } from '../claims/suspect.ts';

/** Enough minutes to contain a burst that recurs every few minutes. */
const LOOKED_AT_MINUTES = 15;

/** New environments are needed faster than Lambda starts them, although the limit has room. */
export const scalingRate: SuspectRule = {
  name: 'scalingRate',
  weigh(file) {
    if (!file.reasons.some(({ rule }) => rule === 'throttles')) return null;
    const climb = steepestClimb(file);
    if (climb === null) return null;
    const room = roomOf(file.assessment.limit, climb.to);
    const peak = metric(file, 'ConcurrentExecutions', 'Maximum');
    return {
      title: words`environments that can't start as fast as calls come`,
      pro: [
        {
          weight: 4,
          says: words`in minutes that turned calls away its concurrency climbed from ${groupedText(climb.from)} to ${strong(groupedText(climb.to))}`,
          evidence: [peak, metric(file, 'Throttles', 'Sum')],
        },
        ...(room.kind === 'free'
          ? [{ weight: 2, says: words`no limit was full: ${wordsOfUse(room)}`, evidence: [peak] }]
          : []),
      ],
      contra: [
        room.kind === 'full'
          ? { weight: 3, says: words`its limit was met as well: ${wordsOfUse(room)}`, evidence: [peak] }
          : {
              weight: 0,
              says:
                room.kind === 'unknown'
                  ? words`whether a limit was full is not known`
                  : words`only callers are told why a call was throttled`,
              evidence: [peak],
            },
      ],
      advice: {
        now: words`nothing, if it was one burst: Lambda adds a thousand environments every ten seconds`,
        next: words`let calls come more evenly: a queue in front, jitter between clients that start together`,
        later: words`provisioned concurrency for bursts that can be foreseen`,
        harms: words`a reserved concurrency does not make environments start sooner`,
      },
    };
  },
};

const FULL = 0.9;
/** A climb this steep between the peaks of two minutes may have exceeded the rate for some seconds. */
const STEEP_CLIMB = SCALING_PER_10_S / 2;

function steepestClimb({ minutes }: CaseFile): { readonly from: number; readonly to: number } | null {
  const recent = minutes.slice(-LOOKED_AT_MINUTES);
  const climbs = recent.flatMap(({ throttles, observedMax }, index) => {
    const from = recent[index - 1]?.observedMax ?? null;
    if ((throttles ?? 0) === 0 || from === null || observedMax === null) return [];
    return observedMax - from >= STEEP_CLIMB ? [{ from, to: observedMax }] : [];
  });
  return climbs.toSorted((one, other) => other.to - other.from - (one.to - one.from))[0] ?? null;
}

type Room =
  | { readonly kind: 'full' | 'free'; readonly used: number; readonly value: number; readonly unit: SafeText }
  | { readonly kind: 'unknown' };

/** Whether the limit had room: others use the pool too, and what could not be read may be full. */
function roomOf(limit: BindingLimit, peak: number): Room {
  switch (limit.kind) {
    case 'unknown':
      return { kind: 'unknown' };
    case 'requestRate':
      return roomWithin(limit, 0, safe`/s`);
    case 'account':
    case 'provisioned':
      return roomWithin(limit, peak);
    case 'source': {
      const ofSource = roomWithin({ ...limit, inUse: peak }, peak);
      if (limit.pool === undefined || ofSource.kind === 'full') return ofSource;
      const ofPool = roomWithin(limit.pool, peak);
      return ofPool.kind === 'free' ? ofSource : ofPool;
    }
    case 'reserved':
    case 'off':
      return roomWithin({ ...limit, inUse: peak }, peak);
  }
}

/** @param least the function's own use of it */
function roomWithin(
  limit: { readonly value: number; readonly inUse: number | null; readonly isCeiling?: true },
  least: number,
  unit: SafeText = safe``,
): Room {
  const { value, inUse, isCeiling } = limit;
  const used = Math.max(inUse ?? 0, least);
  if (used >= FULL * value) return { kind: 'full', used, value, unit };
  return inUse === null || isCeiling === true ? { kind: 'unknown' } : { kind: 'free', used, value, unit };
}

function wordsOfUse({ used, value, unit }: Exclude<Room, { readonly kind: 'unknown' }>): SafeText {
  return safe`${groupedText(used)} of ${groupedText(value)}${unit} in use`;
}
