import { type EpochMs, HOUR_MS, SECOND_MS } from '../../lambda/time.ts';
import { createStepNaming, type StepNaming } from '../../logs/runs/run-step.ts';
import { toldRuns } from '../../logs/runs/run-teller.ts';
import type { ToldRun } from '../../logs/runs/told-run.ts';
import { type LogChoice, originOf, wantedItems } from '../../logs/selection/log-choice.ts';
import { createStoryMemory } from '../../logs/story/story-memory.ts';
import type { TailItem } from '../../logs/tail-item.ts';
import { type RawText, rawText } from '../../terminal/text.ts';
import type { SourceError } from '../sources.ts';
import type { FollowRequest } from './follow-request.ts';
import { followLog } from './log-follower.ts';

export interface RequestSearch
  extends Pick<FollowRequest, 'source' | 'clock' | 'budget' | 'random' | 'signal'> {
  /** One for each log group. */
  readonly choices: readonly LogChoice[];
  /** A request id, or how it begins. */
  readonly requestId: RawText;
  readonly sinceMs: EpochMs;
  readonly untilMs: EpochMs;
}

export type RequestAnswer =
  | {
      readonly kind: 'found';
      readonly choice: LogChoice;
      readonly runs: readonly ToldRun[];
      readonly nameOf: StepNaming;
    }
  | { readonly kind: 'absent' }
  | { readonly kind: 'failed'; readonly error: SourceError };

/** How far back a request is looked for by default. */
export const SEARCHED_MS = 3 * HOUR_MS;
/** An environment logs its init before its first run, at most this much earlier. */
const INIT_MS = 10 * SECOND_MS;
const AFTERWORD_MS = SECOND_MS;
const LIMITS = { maxItems: 200_000, maxBytes: 96 * 1024 * 1024 };

/**
 * Looks for a request with a filter that AWS applies, so that hours of a busy log cost few calls. The matches tell when
 * the request ran; the log is then read around that time, as not all lines of a run name its request.
 */
export async function findRequest(search: RequestSearch): Promise<RequestAnswer> {
  const { choices, requestId, sinceMs, untilMs } = search;
  const pattern = rawText(`"${requestId}"`);
  let failure: SourceError | null = null;
  for (const choice of choices) {
    const named = await readSpan(search, choice, { sinceMs, untilMs, pattern });
    if ('error' in named) failure ??= named.error;
    const runs = 'items' in named ? runsOf(named.items, requestId).runs : [];
    if (runs.length === 0) continue;
    const spans = await Promise.all(
      runs.map((run) =>
        readSpan(search, choice, {
          sinceMs: run.startMs - INIT_MS,
          untilMs: (run.endMs ?? run.lines.at(-1)?.event.timestampMs ?? run.startMs) + AFTERWORD_MS,
          pattern: null,
        }),
      ),
    );
    const error = spans.find((span) => 'error' in span);
    if (error !== undefined && 'error' in error) return { kind: 'failed', error: error.error };
    const items = spans.flatMap((span) => ('items' in span ? span.items : []));
    return { kind: 'found', choice, ...runsOf(items, requestId) };
  }
  return failure === null ? { kind: 'absent' } : { kind: 'failed', error: failure };
}

type Span = Pick<FollowRequest, 'sinceMs' | 'pattern'> & { readonly untilMs: EpochMs };

async function readSpan(
  { source, clock, budget, random, signal }: RequestSearch,
  choice: LogChoice,
  span: Span,
): Promise<{ readonly items: readonly TailItem[] } | { readonly error: SourceError }> {
  const items: TailItem[] = [];
  const origin = originOf(choice);
  const end = await followLog({
    source,
    clock,
    budget,
    random,
    signal,
    group: choice.group,
    ...span,
    follow: false,
    mustBegin: true,
    onItems: (news) => {
      for (const item of wantedItems(choice, news))
        if (item.type === 'event') items.push({ ...item, origin });
    },
  });
  return end.kind === 'failed' ? { error: end.error } : { items };
}

function runsOf(items: readonly TailItem[], requestId: RawText) {
  const memory = createStoryMemory(LIMITS);
  memory.add(items);
  const runs = toldRuns(memory.all.view(0, memory.size)).filter((run) => run.requestId.startsWith(requestId));
  return { runs, nameOf: createStepNaming(memory.patterns) };
}
