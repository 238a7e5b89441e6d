import type { EpochMs } from '../../lambda/time.ts';
import type { Line } from '../../terminal/line.ts';
import { durationInWords } from '../../terminal/quantity.ts';
import { safe } from '../../terminal/safe-text.ts';
import { inTense, type Tense } from '../../terminal/tense.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, words } from '../../terminal/words.ts';
import { waitsForDependency } from '../cause/slow-dependency.ts';
import { type StreamSuspicion, streamSuspicion } from '../cause/stream-suspicion.ts';
import { attemptsSince, trafficChange } from '../change/traffic-change.ts';
import type { Reason, RuleName } from '../rules/reason.ts';
import { TRAFFIC } from '../thresholds.ts';
import { brieflySaid, reasonWords } from './reason-words.ts';
import { trafficWords } from './traffic-words.ts';
import type { WhyFacts } from './why-facts.ts';

/** One step of the explanation, or a conclusion from the steps. */
export interface WhyStep {
  readonly kind: 'step' | 'likely';
  /** The rule that it explains; null for none. */
  readonly rule: RuleName | null;
  /** When it began; null when unknown, and for conclusions. */
  readonly atMs: EpochMs | null;
  readonly says: Line;
  /** Where that has no room. */
  readonly briefly?: Line;
}

/** What happened to a function, step by step with evidence, then the conclusion. */
export function whySteps(facts: WhyFacts, tense: Tense): readonly WhyStep[] {
  const steps = [
    trafficStep(facts, tense),
    durationStep(facts),
    ...facts.reasons.map((reason) => reasonStep(reason, facts, tense)),
  ];
  const told = steps
    .flatMap((step) => step ?? [])
    .toSorted((a, b) => (a.atMs ?? Infinity) - (b.atMs ?? Infinity));
  return [...told, ...likely(facts, tense)];
}

/** For a function in trouble, where traffic explains much; for others it does not matter. */
function trafficStep({ reasons, minutes, durationRise }: WhyFacts, tense: Tense): WhyStep | null {
  if (reasons.length === 0 || reasons.some(({ rule }) => rule === 'silence')) return null;
  const change = trafficChange(minutes);
  if (change === null) return null;
  const { sinceMs } = change;
  // A change with or after the slowdown is covered by the slowdown's step.
  if (durationRise !== null && durationRise.sinceMs <= sinceMs) return null;
  return {
    kind: 'step',
    rule: null,
    atMs: sinceMs,
    says: trafficWords(change, tense),
  };
}

function durationStep({ durationRise, minutes }: WhyFacts): WhyStep | null {
  if (durationRise === null) return null;
  const { sinceMs, beforeMs, nowMs } = durationRise;
  const change = attemptsSince(minutes, sinceMs);
  const rise = words`average duration ${strong(safe`${durationInWords(beforeMs)} to ${durationInWords(nowMs)}`)}`;
  return {
    kind: 'step',
    rule: null,
    atMs: sinceMs,
    says: change === null ? rise : [...rise, ...words` while attempts ${changeText(change)}`],
  };
}

function reasonStep(reason: Reason, facts: WhyFacts, tense: Tense): WhyStep | null {
  const says = reasonWords(reason, facts, tense);
  const briefly = brieflySaid(reason, facts, tense);
  return (
    says && {
      kind: 'step',
      rule: reason.rule,
      atMs: beganMs(reason, facts),
      says,
      ...(briefly !== null && { briefly }),
    }
  );
}

/** Silence begins after the last call. */
function beganMs({ rule, sinceMs }: Reason, { minutes }: WhyFacts): EpochMs | null {
  if (rule !== 'silence') return sinceMs;
  const last = minutes.findLast(({ invocations }) => (invocations ?? 0) > 0);
  return last?.minuteMs ?? sinceMs;
}

/** Only conclusions that the evidence supports. */
function likely(facts: WhyFacts, tense: Tense): readonly WhyStep[] {
  if (isSwitchedOff(facts)) return [{ kind: 'likely', rule: null, atMs: null, says: SWITCHED_OFF }];
  const suspicion = streamSuspicion(facts);
  return suspicion === null
    ? likelyDependency(facts)
    : [{ kind: 'likely', rule: null, atMs: null, says: streamWords(suspicion, tense) }];
}

function streamWords(suspicion: StreamSuspicion, tense: Tense): Line {
  switch (suspicion) {
    case 'blockedShard':
      return words`a record that ${inTense(tense, 'keeps', 'kept')} failing ${inTense(tense, 'blocks', 'blocked')} its shard; the other shards ${inTense(tense, 'go', 'went')} on`;
    case 'slowCalls':
      return words`calls too slow for the stream: every shard worker ${inTense(tense, 'is', 'was')} busy all the time`;
  }
}

/** Nobody reserves 0 by chance. */
const SWITCHED_OFF = words`on purpose: ask who set it to 0, then undo it`;

function isSwitchedOff({ assessment, reasons }: WhyFacts): boolean {
  return assessment.limit.kind === 'off' && reasons.some(({ rule }) => rule === 'throttles');
}

/** The order of onsets and the traffic distinguish a slow dependency from load. */
function likelyDependency(facts: WhyFacts): readonly WhyStep[] {
  if (!waitsForDependency(facts)) return [];
  return [
    {
      kind: 'likely',
      rule: null,
      atMs: null,
      says: words`a slow dependency, not load; a higher limit alone would load it more`,
    },
  ];
}

function changeText(change: number): SafeText {
  const percent = Math.max(1, Math.round(Math.abs(change) * 100));
  if (Math.abs(change) <= TRAFFIC.flatShare) return safe`stayed within ${percent} %`;
  return change > 0 ? safe`rose ${percent} %` : safe`fell ${percent} %`;
}
