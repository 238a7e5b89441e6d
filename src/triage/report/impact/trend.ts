import { type EpochMs, MINUTE_MS } from '../../../lambda/time.ts';
import { ageInWords, countText, rateText } from '../../../terminal/quantity.ts';
import { safe } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import { words } from '../../../terminal/words.ts';
import { type FunctionMinute, lostEventsOf, total } from '../../minute/function-minute.ts';
import type { RuleName } from '../../rules/reason.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import type { Claim, Evidence } from '../claims/claim.ts';
import { metric } from '../claims/evidence.ts';

const NEWEST = 3;
/** With fewer expected in the newest minutes, none of them means nothing. */
const ENOUGH = 3;
const EASING = 0.5;
/** Smaller changes don't matter to users, however certain. */
const TELLING = 0.15;
/** Beyond this many standard deviations, the difference is not chance. */
const SURE = 2;

interface Pain {
  /** What is counted, each since its own rule is broken. */
  readonly counts: readonly {
    readonly rule: RuleName;
    readonly of: (minute: FunctionMinute) => number;
  }[];
  readonly what: (minutes: readonly FunctionMinute[]) => SafeText;
  readonly evidence: (file: CaseFile) => readonly Evidence[];
}

/** Counts of what hurts, worst first: the first that applies is the one whose end matters. */
const PAINS: readonly Pain[] = [
  {
    counts: [{ rule: 'deadLetterErrors', of: (minute) => lostEventsOf(minute) ?? 0 }],
    what: () => safe`events lost`,
    evidence: (file) => [
      metric(file, 'DeadLetterErrors', 'Sum'),
      metric(file, 'DestinationDeliveryFailures', 'Sum'),
    ],
  },
  {
    counts: [
      { rule: 'throttles', of: ({ throttles }) => throttles ?? 0 },
      { rule: 'errors', of: ({ errors }) => errors ?? 0 },
    ],
    what: failedOrTurnedAway,
    evidence: (file) => [metric(file, 'Errors', 'Sum'), metric(file, 'Throttles', 'Sum')],
  },
  {
    counts: [{ rule: 'redrive', of: ({ redriveGrowth }) => Math.max(0, redriveGrowth ?? 0) }],
    what: () => safe`messages set aside`,
    evidence: (file) => [metric(file, 'ApproximateNumberOfMessagesVisible', 'Maximum')],
  },
];

function failedOrTurnedAway(minutes: readonly FunctionMinute[]): SafeText {
  const failed = total(minutes, ({ errors }) => errors) > 0;
  const turnedAway = total(minutes, ({ throttles }) => throttles) > 0;
  if (failed && turnedAway) return safe`calls turned away or failed`;
  return turnedAway ? safe`calls turned away` : safe`calls failed`;
}

/**
 * Whether the counts improve: the newest minutes compared with all since the onset. What began later is averaged over
 * fewer minutes: those before it would make it look worse than it is.
 */
export function trendOf(file: CaseFile): readonly Claim[] {
  const broken = (rule: RuleName) => file.reasons.find((reason) => reason.rule === rule);
  // Without an onset there is no trend.
  const began = (rule: RuleName) => broken(rule)?.sinceMs ?? null;
  const pain = PAINS.find(({ counts }) => counts.some(({ rule }) => began(rule) !== null));
  if (pain === undefined) return [];
  const firstMs = Math.min(...pain.counts.flatMap(({ rule }) => began(rule) ?? []));
  const minutes = knownSince(file, firstMs);
  const newest = minutes.slice(-NEWEST);
  if (newest.length === 0) return [];
  const counted = pain.counts.map(({ rule, of }) => {
    const since = knownSince(file, began(rule) ?? firstMs);
    return { all: total(since, of), minutes: Math.max(1, since.length), newest: total(newest, of) };
  });
  const sumOf = (count: (each: (typeof counted)[number]) => number) =>
    counted.reduce((sum, each) => sum + count(each), 0);
  const all = sumOf((each) => each.all);
  if (all === 0) return [];
  const mean = sumOf((each) => each.all / each.minutes);
  const now = sumOf((each) => each.newest) / newest.length;
  const evidence = pain.evidence(file);
  const what = pain.what(minutes);
  const pace = (perMinute: number): SafeText =>
    perMinute >= 9.95 || Number.isInteger(perMinute) ? countText(perMinute) : rateText(perMinute);
  if (mean * newest.length < ENOUGH) {
    const spanMs = MINUTE_MS * minutes.length;
    return now > 0
      ? [
          {
            says: words`not over: ${countText(now * newest.length)} ${what} in the newest 3 min`,
            evidence,
          },
        ]
      : [
          {
            says: words`too seldom to tell whether it is over: ${countText(all)} ${what} in ${ageInWords(spanMs)}`,
            evidence,
          },
        ];
  }
  if (now === 0) return [{ says: words`over for now: none in the newest 3 min`, evidence }];
  const trend = trendWords(now, mean, newest.length);
  const says = words`${trend}: ${pace(now)} ${what} a minute in the newest 3 min, ${pace(mean)} on average since they began`;
  return [{ says, evidence }];
}

function trendWords(now: number, mean: number, minutes: number): SafeText {
  const isSure = Math.abs(now - mean) * minutes > SURE * Math.sqrt(mean * minutes);
  if (now < EASING * mean) return safe`easing`;
  if (isSure && now > (1 + TELLING) * mean) return safe`getting worse`;
  return isSure && now < (1 - TELLING) * mean ? safe`not over, but fewer` : safe`not over, not better`;
}

/** Minutes without data say nothing about the trend. */
export function knownSince({ minutes }: CaseFile, sinceMs: EpochMs | null): readonly FunctionMinute[] {
  return minutes.filter(
    ({ minuteMs, invocations, throttles }) =>
      (invocations !== null || throttles !== null) && (sinceMs === null || minuteMs >= sinceMs),
  );
}
