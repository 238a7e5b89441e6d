import type { FailingEnvironment, FailureEnding } from '../../../src/local/world/function-model.ts';
import { type NewWords, RAISED_CONCURRENCY, RAISED_TIMEOUT, type Staged } from '../scenario.ts';
import { partOf } from '../scenarios/thrown-errors.ts';
import { between, MINUTE_MS, pick } from '../setting.ts';
import type { CourseName } from './course.ts';
import type { Family, FreshSetting } from './fresh-setting.ts';
import { type Failing, type FreshPlan, OWN_WORDS, type Said } from './fresh-story.ts';
import type { NoiseName } from './noise.ts';
import type { Words } from './said/words.ts';
import type { Scene } from './scene.ts';

/** A realistic failure: gradual, partial, hard to see, and described in many words. */
export interface FreshScenario {
  readonly name: string;
  /** For each cause, the suspects that name it; empty if nothing is wrong. */
  readonly causes: readonly (readonly string[])[];
  readonly rates: readonly number[];
  readonly courses: readonly CourseName[];
  /** Languages that have words for it; all if absent. */
  readonly families?: readonly Family[];
  readonly noises: readonly NoiseName[];
  /** What must be readable for it to be detectable at all. */
  readonly needs: readonly ('log' | 'versions')[];
  readonly stage: (scene: Scene, setting: FreshSetting) => FreshStaged;
}

export interface FreshStaged extends Omit<Staged, 'draft'> {
  readonly scene: Scene;
}

export const ALL_COURSES: readonly CourseName[] = ['step', 'ramp', 'flapping', 'over', 'old'];
/** Courses with a visible beginning, for scenarios that only a change reveals. */
export const SEEN_COURSES: readonly CourseName[] = ['step', 'ramp', 'flapping', 'over'];
export const LOW_AND_HIGH = [2, 10, 40, 300, 1_000] as const;
export const HARMS: readonly RegExp[] = [RAISED_TIMEOUT, RAISED_CONCURRENCY];

/** Enough calls must fail to tell it from chance: two or three a minute, and one in fifty. */
export function visibleShare({ callsPerMinute, dice }: FreshSetting): number {
  const fewest = Math.min(0.9, Math.max(0.02, 2.5 / callsPerMinute));
  return between(dice, fewest, Math.max(0.6, fewest));
}

export interface FailingPart {
  readonly name: string;
  readonly share: number;
  readonly failing: Failing;
  readonly ending?: FailureEnding;
  readonly durationShare?: number;
  readonly happensIn?: (environment: FailingEnvironment) => boolean;
}

/** A share of the calls fails, scaled by the course. */
export function failingPart(scene: Scene, { course }: FreshSetting, part: FailingPart): Scene {
  const { draft, plan } = scene;
  const { name, share, failing, ending = 'exception', durationShare = 0.6, happensIn } = part;
  const failure = {
    name,
    share: (timeMs: number) => share * course.strength(timeMs),
    durationShare,
    ending,
    ...(happensIn === undefined ? {} : { happensIn }),
  };
  return {
    draft: { ...draft, work: { ...draft.work, failures: [...draft.work.failures, failure] } },
    plan: worded(plan, name, failing),
  };
}

export function worded(plan: FreshPlan, name: string, failing: Failing): FreshPlan {
  return { ...plan, failures: new Map([...plan.failures, [name, failing]]) };
}

/**
 * The range of correct onsets: from the beginning of the trouble until it is at its worst and a call has shown it.
 *
 * @param seenPerMinute calls that show it once it is at its worst.
 */
export function seenSince({ course }: FreshSetting, seenPerMinute: number) {
  const { sinceMs, fullMs } = course;
  // Three mean waits: the first call has come by then in nineteen of twenty cases.
  return { sinceMs, beganByMs: Math.round(fullMs + (3 * MINUTE_MS) / seenPerMinute) };
}

export function waysOf(words: Words, { family, dice }: FreshSetting): readonly Said[] {
  return pick(dice, words[family] ?? []);
}

export function familiesOf(words: Words): readonly Family[] {
  return Object.keys(words) as Family[];
}

/** The new words in the log; null if the trouble is older than the log that is read. */
export function newWords(said: readonly Said[], { course }: FreshSetting): NewWords | null {
  if (course.name === 'old') return null;
  const told = said.flatMap((each) => [
    partOf(each),
    ...(each.cause === undefined ? [] : [partOf(each.cause)]),
  ]);
  // The words of the code's own logger appear with it, too.
  const [words = '', ...or] = [...told, OWN_WORDS];
  return { by: 'code', words, or };
}

export function endedAs(words: string, { course }: FreshSetting): NewWords | null {
  return course.name === 'old' ? null : { by: 'lambda', words };
}
