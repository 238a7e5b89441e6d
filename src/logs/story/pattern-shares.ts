import type { EpochMs } from '../../lambda/time.ts';
import type { Pattern, PatternMiner } from '../patterns/pattern-miner.ts';
import { wordingOf } from '../patterns/wording.ts';
import { createLineGrouping, type LineGroup } from '../selection/line-group.ts';
import type { StoryEvent } from './story-item.ts';

/** Whose lines are of a pattern: what failed invocations say and others do not is near to why they failed. */
export interface PatternShare {
  readonly pattern: Pattern;
  /** What its lines say, in parts: between them stand values in which they differ. */
  readonly wording: readonly string[];
  /** Part of the invocations that failed, 0 to 1, in which it is said; null while none has failed. */
  readonly ofFailed: number | null;
  /** The same of those that did not. */
  readonly ofOthers: number | null;
  readonly firstMs: EpochMs;
}

export interface PatternShares {
  add(event: StoryEvent): void;
  /** The first `most`: what was said in most of the failed invocations and least of the others first. */
  shares(most: number): readonly PatternShare[];
}

const MOST_GROUPS = 50_000;
/** More that is said in one invocation tells nothing new. */
const MOST_PATTERNS_OF_ONE = 64;
const MOST_MESSAGES = 20;
const LONGEST_MESSAGE = 300;

/** What was said in one invocation, and whether it failed; null while nobody knows. */
interface Said {
  readonly patternIds: number[];
  hasFailed: boolean | null;
}

interface Tally {
  /** Some of the messages, to tell values that differ from those that never do. */
  readonly messages: string[];
  firstMs: EpochMs;
  failed: number;
  others: number;
}

const NOTHING: Tally = { messages: [], firstMs: 0, failed: 0, others: 0 };

export function createPatternShares(miner: Pick<PatternMiner, 'currentId' | 'patterns'>): PatternShares {
  const groupOf = createLineGrouping();
  const said = new Map<LineGroup, Said>();
  const tallies = new Map<number, Tally>();
  let failed = 0;
  let others = 0;

  const saidIn = (group: LineGroup): Said => {
    const known = said.get(group);
    if (known !== undefined) return known;
    const one: Said = { patternIds: [], hasFailed: null };
    said.set(group, one);
    for (const oldest of said.keys()) {
      if (said.size <= MOST_GROUPS) break;
      said.delete(oldest);
    }
    return one;
  };

  const count = (id: number, hasFailed: boolean, by: 1 | -1) => {
    const tally = tallies.get(id);
    if (tally === undefined) return;
    if (hasFailed) tally.failed += by;
    else tally.others += by;
  };

  /** An invocation that is told again may turn out to have failed: its handler's error came late. */
  const ended = (one: Said, hasFailed: boolean) => {
    if (one.hasFailed === hasFailed || one.hasFailed === true) return;
    if (one.hasFailed !== null) others -= 1;
    for (const id of one.patternIds) {
      if (one.hasFailed !== null) count(id, one.hasFailed, -1);
      count(id, hasFailed, 1);
    }
    if (hasFailed) failed += 1;
    else others += 1;
    one.hasFailed = hasFailed;
  };

  const saidNow = (one: Said, id: number, { event, line }: StoryEvent) => {
    const { timestampMs } = event;
    const tally = tallies.get(id) ?? { messages: [], firstMs: timestampMs, failed: 0, others: 0 };
    tallies.set(id, tally);
    tally.firstMs = Math.min(tally.firstMs, timestampMs);
    if (tally.messages.length < MOST_MESSAGES) tally.messages.push(line.text.slice(0, LONGEST_MESSAGE));
    if (one.patternIds.includes(id) || one.patternIds.length >= MOST_PATTERNS_OF_ONE) return;
    one.patternIds.push(id);
    if (one.hasFailed !== null) count(id, one.hasFailed, 1);
  };

  /** Of patterns that turned out to be one, together. */
  const joinedTallies = (): ReadonlyMap<number, Tally> => {
    const joined = new Map<number, Tally>();
    for (const [id, tally] of tallies) {
      const current = miner.currentId(id);
      if (current === null) {
        tallies.delete(id);
        continue;
      }
      const other = joined.get(current);
      joined.set(current, {
        messages: [...(other?.messages ?? []), ...tally.messages],
        firstMs: Math.min(tally.firstMs, other?.firstMs ?? tally.firstMs),
        failed: tally.failed + (other?.failed ?? 0),
        others: tally.others + (other?.others ?? 0),
      });
    }
    return joined;
  };

  return {
    add(event) {
      const { line, patternId, invocation } = event;
      const one = saidIn(groupOf(event.event, line));
      if (patternId !== null) saidNow(one, miner.currentId(patternId) ?? patternId, event);
      const outcome = invocation?.outcome ?? null;
      if (outcome !== null) ended(one, outcome !== 'ok');
    },
    shares(most) {
      const joined = joinedTallies();
      const shareOf = (part: number, all: number) => (all === 0 ? null : Math.min(1, part / all));
      return miner
        .patterns()
        .map((pattern) => {
          const { messages, firstMs, failed: inFailed, others: inOthers } = joined.get(pattern.id) ?? NOTHING;
          return {
            pattern,
            messages,
            ofFailed: shareOf(inFailed, failed),
            ofOthers: shareOf(inOthers, others),
            firstMs,
          };
        })
        .toSorted((one, other) => weightOf(other) - weightOf(one) || other.pattern.count - one.pattern.count)
        .slice(0, most)
        .map(({ messages, ...share }) => ({ ...share, wording: wordingOf(share.pattern, messages) }));
    },
  };
}

function weightOf({ ofFailed, ofOthers }: Pick<PatternShare, 'ofFailed' | 'ofOthers'>): number {
  return Math.max(0, (ofFailed ?? 0) - (ofOthers ?? 0));
}
