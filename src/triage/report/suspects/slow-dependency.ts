import { type EpochMs, HOUR_MS } from '../../../lambda/time.ts';
import type { FailureGroup } from '../../../logs/failures/failure-group.ts';
import { durationInWords, utcMinute, wholePercentText } from '../../../terminal/quantity.ts';
import { joinSafe, safe, safeText } from '../../../terminal/safe-text.ts';
import { rawText, type SafeText } from '../../../terminal/text.ts';
import { strong, words } from '../../../terminal/words.ts';
import type { DurationRise } from '../../change/duration-rise.ts';
import { areAllSlower, medianRise } from '../../change/median-rise.ts';
import { attemptsSince } from '../../change/traffic-change.ts';
import { TRAFFIC } from '../../thresholds.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import { shareOfFailures } from '../case-file/failure-share.ts';
import type { Onsets } from '../case-file/onsets.ts';
import { verb } from '../case-file/tense.ts';
import { isAtOnce, releaseBefore } from '../changes/release.ts';
import type { Evidence, Weighed } from '../claims/claim.ts';
import { logLines, metric } from '../claims/evidence.ts';
import type { SuspectRule } from '../claims/suspect.ts';
import { signatureOf } from '../said/log-signature.ts';
import { cutStartsInstead } from './slow-starts.ts';

/** Calls wait for another service: all take longer, and nothing else about them changed. */
export const slowDependency: SuspectRule = {
  name: 'slowDependency',
  weigh(file, onsets) {
    const { duration } = onsets;
    if (duration === null) return null;
    const host = namedHost(file);
    const name = host === null ? safe`what it waits for` : safeText(host.name);
    const traffic = trafficClaims(file, duration.sinceMs);
    const against = [
      ...onlySomeAreSlow(file, duration.sinceMs),
      ...failsBeforeCode(file),
      ...traffic.contra,
      ...cutStartsInstead(file),
      ...releaseInstead(file, onsets),
      ...fullerBatches(file, duration.sinceMs),
      ...(host === null && file.log !== null ? [namesNone(file)] : []),
    ];
    return {
      title: host === null ? words`a slow dependency` : words`a slow dependency: ${name}`,
      ...(host === null ? {} : { dependency: rawText(host.name) }),
      pro: [
        callsTakeLonger(file, duration),
        ...followers(file, onsets, duration.sinceMs),
        ...traffic.pro,
        ...(host === null ? [] : [namesService(file, host)]),
      ],
      contra: against.length > 0 ? against : [notChecked(file, name)],
      advice: {
        now: words`ask who runs ${name} how it is, and shed load if it is overrun`,
        next: words`give its calls a timeout shorter than the function's, and a circuit breaker`,
        later: words`measure the calls to it by themselves, with an alarm of their own`,
        harms: words`a higher concurrency or timeout sends more load to what is slow already`,
      },
    };
  },
};

function longerCalls(file: CaseFile, sinceMs: EpochMs): readonly Evidence[] {
  return [metric(file, 'Duration', 'Average', sinceMs - HOUR_MS)];
}

function callsTakeLonger(file: CaseFile, { sinceMs, beforeMs, nowMs }: DurationRise): Weighed {
  return {
    weight: 2,
    says: words`calls ${verb(file, 'take', 'took')} ${strong(durationInWords(nowMs))} since ${utcMinute(sinceMs)}, ${durationInWords(beforeMs)} before`,
    evidence: longerCalls(file, sinceMs),
  };
}

function onlySomeAreSlow(file: CaseFile, sinceMs: EpochMs): readonly Weighed[] {
  const rise = medianRise(file.minutes, sinceMs);
  if (rise === null || areAllSlower(rise)) return [];
  return [
    {
      weight: 4,
      says: words`the median call ${verb(file, 'takes', 'took')} ${durationInWords(rise.nowMs)}, ${durationInWords(rise.beforeMs)} before: only some ${verb(file, 'are', 'were')} slow`,
      evidence: [metric(file, 'Duration', 'p50')],
    },
  ];
}

function failsBeforeCode(file: CaseFile): readonly Weighed[] {
  const unstarted = shareOfFailures(file, (group) => signatureOf(group)?.name === 'initFailure');
  if (unstarted === null || unstarted.share < 0.5) return [];
  return [
    {
      weight: 4,
      says: words`most of its failures ${verb(file, 'come', 'came')} before the code ${verb(file, 'runs: it waits', 'ran: it waited')} for nothing`,
      evidence: logLines(file, unstarted.group),
    },
  ];
}

function waitsSince({ reasons }: CaseFile): EpochMs | null {
  return reasons.find(({ rule }) => rule === 'backlog')?.sinceMs ?? null;
}

/** Consequences of hanging calls. */
function followers(file: CaseFile, { throttlesMs, errorsMs }: Onsets, sinceMs: EpochMs): readonly Weighed[] {
  const followed = (
    [
      [safe`throttles`, throttlesMs],
      [safe`errors`, errorsMs],
      [safe`waits`, waitsSince(file)],
    ] as const
  ).flatMap(([what, timeMs]) => (timeMs !== null && timeMs >= sinceMs ? [what] : []));
  if (followed.length === 0) return [];
  return [
    {
      weight: 1.5,
      says: words`${joinSafe(followed, safe` and `)} began with it or after it`,
      evidence: [
        ...longerCalls(file, sinceMs),
        metric(file, 'Errors', 'Sum'),
        metric(file, 'Throttles', 'Sum'),
      ],
    },
  ];
}

/** Whether traffic rose: then load rather than a dependency may slow the function down. */
function trafficClaims(file: CaseFile, sinceMs: EpochMs): Record<'pro' | 'contra', readonly Weighed[]> {
  const change = attemptsSince(file.minutes, sinceMs);
  const evidence = [metric(file, 'Invocations', 'Sum')];
  if (change === null) return { pro: [], contra: [] };
  if (change > TRAFFIC.flatShare) {
    const says = words`attempts rose ${wholePercentText(change)} % as well`;
    return { pro: [], contra: [{ weight: 2, says, evidence }] };
  }
  if (change >= -TRAFFIC.flatShare) {
    const says = words`no more ${verb(file, 'is', 'was')} asked of it: attempts stayed within ${wholePercentText(Math.max(0.01, Math.abs(change)))} %`;
    return {
      pro: [{ weight: 1.5, says, evidence: [...evidence, metric(file, 'Throttles', 'Sum')] }],
      contra: [],
    };
  }
  // For a queue at its mapping's maximum: slower calls mean fewer calls.
  if (waitsSince(file) === null) return { pro: [], contra: [] };
  const says = words`attempts fell by ${wholePercentText(-change)} %: not more ${verb(file, 'is', 'was')} asked of it`;
  return { pro: [{ weight: 1, says, evidence }], contra: [] };
}

function releaseInstead(file: CaseFile, onsets: Onsets): readonly Weighed[] {
  const release = releaseBefore(file, onsets);
  if (release === null || !isAtOnce(release)) return [];
  return [
    {
      weight: 3,
      says: words`${release.says}: what ${verb(file, 'takes', 'took')} longer may have come with that`,
      evidence: release.evidence,
    },
  ];
}

function fullerBatches(file: CaseFile, sinceMs: EpochMs): readonly Weighed[] {
  if (!file.reasons.some(({ rule }) => rule === 'iteratorAge')) return [];
  return [
    {
      weight: 2,
      says: words`calls that read a stream take longer as their batches fill`,
      evidence: longerCalls(file, sinceMs),
    },
  ];
}

function namesService(file: CaseFile, { name, group }: NamedHost): Weighed {
  return {
    weight: 1.5,
    says: words`the log's errors ${verb(file, 'name', 'named')} ${strong(safeText(name))}`,
    evidence: logLines(file, group),
  };
}

function namesNone(file: CaseFile): Weighed {
  return {
    weight: 0.3,
    says: words`no line of its failures ${verb(file, 'names', 'named')} another service`,
    evidence: logLines(file),
  };
}

function notChecked(file: CaseFile, name: SafeText): Weighed {
  return {
    weight: 0,
    says: words`not checked: lmon sees the calls to ${name}, not how ${name} is doing`,
    evidence: logLines(file),
  };
}

/**
 * Lower case throughout, which excludes `java.net.SocketTimeoutException` and `Runtime.ExitError`; nor property paths
 * in code: `order.items is not iterable`.
 */
const HOST =
  /(?<![\w.@$-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?![\w$-]|\.\w|\(| is (?:not|null|undefined)\b)/g;
/** Suffixes of file names and error types that look like host names. */
const NO_HOST =
  /\.(?:js|mjs|cjs|ts|py|rb|go|java|cs|json|jar|so|ya?ml|txt|csv|xml|html|errors?|exceptions?|timeout)$/;

interface NamedHost {
  readonly name: string;
  /** The failures that name it. */
  readonly group: FailureGroup;
}

/** The service named by the most frequent failures; null for none. */
function namedHost({ log }: CaseFile): NamedHost | null {
  for (const group of log?.groups ?? []) {
    const [name] = (group.says.match(HOST) ?? []).filter((each) => !NO_HOST.test(each));
    if (name !== undefined) return { name, group };
  }
  return null;
}
