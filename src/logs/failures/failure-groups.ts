import type { EpochMs } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import { countByMinute } from '../minute-counts.ts';
import { createPatternMiner, type Pattern } from '../patterns/pattern-miner.ts';
import { wordingOf } from '../patterns/wording.ts';
import { endedCountOf, type KeptFailure, type KnownEnds, knownEnds, type TimedFailure } from './call-ends.ts';
import { type FailureGroup, isBesides } from './failure-group.ts';

/**
 * A failed invocation appears twice where its code logged an error as well: the code's text is more informative, so
 * Lambda's "ended" counts only where nothing was logged. A timeout stays a timeout, whatever was logged before. A
 * logged error need not end the invocation, as it may have been retried, so such errors rank behind those that ended
 * one.
 */
export function failureGroups(
  failures: readonly KeptFailure[],
  longestCallMs: number,
): readonly FailureGroup[] {
  const ends = knownEnds(failures, longestCallMs);
  return grouped(failures, ends)
    .map((group) => failureGroup(group, ends))
    .toSorted(
      (one, other) =>
        Number(isBesides(one)) - Number(isBesides(other)) ||
        other.count - one.count ||
        (other.endedCount ?? 0) - (one.endedCount ?? 0),
    );
}

interface GrowingGroup {
  newest: TimedFailure;
  firstMs: EpochMs;
  /** Of the first one's text. */
  readonly pattern: Pattern | undefined;
  readonly messages: RawText[];
  readonly calls: Set<KeptFailure>;
}

function grouped(failures: readonly KeptFailure[], { callOf }: KnownEnds): readonly GrowingGroup[] {
  const logged = new Set(failures.filter(({ kind }) => kind === 'logged').map(callOf));
  const wordings = wordingsOf(failures);
  const groups = new Map<string, GrowingGroup>();
  for (const [place, failure] of failures.entries()) {
    const { kind, isOfStart = false, timestampMs, says } = failure;
    const call = callOf(failure);
    if (kind === 'ended' && logged.has(call)) continue;
    const { key = '', pattern } = wordings[place] ?? {};
    const isOneStory = kind === 'timeout' || kind === 'startCutOff';
    const signature = isOneStory ? kind : `${kind} ${isOfStart} ${key}`;
    const group = groups.get(signature) ?? {
      newest: failure,
      firstMs: timestampMs,
      pattern,
      messages: [],
      calls: new Set(),
    };
    groups.set(signature, group);
    group.messages.push(says);
    group.calls.add(call);
    group.firstMs = Math.min(group.firstMs, timestampMs);
    if (timestampMs >= group.newest.timestampMs) group.newest = failure;
  }
  return [...groups.values()];
}

interface Wording {
  /** The same for failures that say the same. */
  readonly key: string;
  readonly pattern: Pattern | undefined;
}

/** How each failure words it. A logger's own words are the same for every error: the wrapped one tells them apart. */
function wordingsOf(failures: readonly KeptFailure[]): readonly Wording[] {
  // Room for a pattern of every failure: a dropped pattern would lose its failures.
  const patterns = createPatternMiner(failures.length);
  const roots = createPatternMiner(failures.length);
  const mined = failures.map(({ says, root }) => ({
    id: patterns.add(says),
    rootId: root === undefined ? null : roots.add(root),
  }));
  const patternOf = new Map(patterns.patterns().map((pattern) => [pattern.id, pattern]));
  return mined.map(({ id, rootId }) => {
    const patternId = patterns.currentId(id);
    const root = rootId === null ? null : roots.currentId(rootId);
    return { key: `${patternId} ${root}`, pattern: patternOf.get(patternId ?? -1) };
  });
}

function failureGroup(
  { newest, firstMs, pattern, messages, calls }: GrowingGroup,
  ends: KnownEnds,
): FailureGroup {
  const { kind, says, root, isOfStart } = newest;
  const eventCount = eventCountOf(calls);
  return {
    kind,
    says,
    ...(root === undefined ? {} : { root }),
    ...(isOfStart === true ? { isOfStart } : {}),
    firstMs,
    wording: pattern === undefined ? [says] : (wordingOf(pattern, messages) as readonly RawText[]),
    count: calls.size,
    ...(eventCount < calls.size ? { eventCount } : {}),
    endedCount: endedCountOf(newest, ends, calls),
    byMinute: countByMinute([...calls].map(({ timestampMs }) => timestampMs)),
  };
}

function eventCountOf(calls: ReadonlySet<KeptFailure>): number {
  return new Set([...calls].map((call) => call.requestId ?? call)).size;
}
