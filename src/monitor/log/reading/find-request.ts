import { LONGEST_TIMEOUT_MS } from '../../../lambda/function/function-setup.ts';
import { type EpochMs, HOUR_MS, MINUTE_MS, SECOND_MS, type TimeRange } from '../../../lambda/time.ts';
import type { LoggedRun } from '../../../logs/runs/logged-run.ts';
import { loggedRuns } from '../../../logs/runs/logged-runs.ts';
import { createStepNaming, type StepNaming } from '../../../logs/runs/run-step.ts';
import { type LogChoice, originOf, wantedItems } from '../../../logs/selection/log-choice.ts';
import { createStoryMemory } from '../../../logs/story/story-memory.ts';
import { createPastSlices } from '../../../logs/sweeping/past-slices.ts';
import type { TailItem } from '../../../logs/tail-item.ts';
import { type RawText, rawText } from '../../../terminal/text.ts';
import { onAbort } from '../../abort.ts';
import { NOT_RECORDED, type SourceError } from '../../source-error.ts';
import type { LogSource } from '../../sources.ts';
import type { FollowRequest } from '../follow-request.ts';
import { followLog } from './log-follower.ts';

export interface RequestSearch extends Pick<FollowRequest, 'source' | 'clock' | 'budget' | 'signal'> {
  /** One for each log group. */
  readonly choices: readonly LogChoice[];
  /** A request id, or how it begins. */
  readonly requestId: RawText;
  readonly sinceMs: EpochMs;
  readonly untilMs: EpochMs;
  /** Whether everything from `sinceMs` on is searched, even where the request has been found. */
  readonly isExhaustive?: boolean;
  /** Called when all logs have been searched back to this moment. */
  readonly onSearched?: (fromMs: EpochMs) => void;
}

export type RequestAnswer =
  | {
      readonly kind: 'found';
      readonly choice: LogChoice;
      readonly runs: readonly LoggedRun[];
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
/** AWS takes its time for each page: so many at once use up lmon's share of the calls. */
const READERS = 4;
/**
 * An earlier run that names the request began at most this much before the next: a run may last a while, and Lambda
 * retries it after one or two minutes.
 */
const BETWEEN_RUNS_MS = LONGEST_TIMEOUT_MS + 2 * MINUTE_MS;

/**
 * Looks for a request with a filter that AWS applies, so that hours of a busy log cost few calls, the newest first. The
 * matches tell when the request ran; the log is then read around that time, as not all lines of a run name its request.
 */
export async function findRequest(search: RequestSearch): Promise<RequestAnswer> {
  const { choices, requestId } = search;
  const searches = choices.map((choice) => ({ choice, given: new AbortController() }));
  const giveUp = (found: LogChoice | null) => {
    for (const { choice, given } of searches) if (choice !== found) given.abort();
  };
  const stopListening = onAbort(search.signal, () => giveUp(null));
  const searchedFromMs = new Map<LogChoice, EpochMs>();
  const answers = await Promise.all(
    searches.map(({ choice, given }) =>
      searchLog({ ...search, signal: given.signal }, choice, {
        onFound: () => giveUp(choice),
        onSearched(fromMs) {
          searchedFromMs.set(choice, fromMs);
          const isOfAll = searchedFromMs.size === choices.length;
          if (isOfAll) search.onSearched?.(Math.max(...searchedFromMs.values()));
        },
      }),
    ),
  );
  stopListening();
  const found = answers.find(({ runs }) => runs.length > 0);
  const failure = found?.error ?? answers.find(({ error }) => error !== null)?.error ?? null;
  if (failure !== null && (found === undefined || found.error !== null))
    return { kind: 'failed', error: failure };
  if (found === undefined) return { kind: 'absent' };

  const { choice, runs } = found;
  const spans = await Promise.all(
    runs.map((run) =>
      readSpan(search, choice, {
        sinceMs: run.startMs - INIT_MS,
        untilMs: (run.endMs ?? run.lines.at(-1)?.event.timestampMs ?? run.startMs) + AFTERWORD_MS,
        pattern: null,
      }),
    ),
  );
  const error = spans.find((span) => span.error !== null)?.error ?? null;
  if (error !== null) return { kind: 'failed', error };
  const items = spans.flatMap((span) => span.items);
  return { kind: 'found', choice, ...runsOf(items, requestId) };
}

/** What names the request in one log. */
interface SearchedLog {
  readonly choice: LogChoice;
  readonly runs: readonly LoggedRun[];
  readonly error: SourceError | null;
}

interface SearchNews {
  /** Called when a run of the request has been found. */
  onFound(): void;
  /** Called when everything from this moment on has been searched. */
  onSearched(fromMs: EpochMs): void;
}

/** The first slice is read alone: it tells how busy the log is, and so how long the others may be. */
async function searchLog(
  search: RequestSearch,
  choice: LogChoice,
  { onFound, onSearched }: SearchNews,
): Promise<SearchedLog> {
  const { requestId, sinceMs, untilMs, signal, isExhaustive = false } = search;
  const slices = createPastSlices(sinceMs, untilMs);
  const pattern = rawText(`"${requestId}"`);
  const named = new Map<EpochMs, readonly TailItem[]>();
  let runs: readonly LoggedRun[] = [];
  let error: SourceError | null = null;
  /** Of a recording that holds nothing of some slices the others are searched. */
  let unrecorded: SourceError | null = null;
  let hasRead = false;

  const readSlice = async (slice: TimeRange) => {
    const span = await readSpan(search, choice, { sinceMs: slice.startMs, untilMs: slice.endMs, pattern });
    const isUnrecorded = span.error?.name === NOT_RECORDED;
    if (isUnrecorded) unrecorded ??= span.error;
    else error ??= span.error;
    if (error !== null || signal.aborted) return;
    hasRead ||= !isUnrecorded;
    slices.took(slice, span.pages);
    onSearched(slices.readFromMs);
    if (span.items.length === 0) return;
    named.set(slice.startMs, span.items);
    const inOrder = [...named].toSorted(([one], [other]) => one - other);
    runs = runsOf(
      inOrder.flatMap(([, items]) => items),
      requestId,
    ).runs;
    if (runs.length === 0) return;
    onFound();
    if (!isExhaustive) slices.endAt(Math.min(...runs.map(({ startMs }) => startMs)) - BETWEEN_RUNS_MS);
  };
  const readOn = async () => {
    for (let slice = slices.next(); slice !== null; slice = slices.next()) {
      await readSlice(slice);
      if (error !== null || signal.aborted) return;
    }
  };

  const first = slices.next();
  if (first !== null) await readSlice(first);
  if (error === null && !signal.aborted) await Promise.all(Array.from({ length: READERS }, readOn));
  return { choice, runs, error: error ?? (hasRead ? null : unrecorded) };
}

type Span = Pick<FollowRequest, 'sinceMs' | 'pattern'> & { readonly untilMs: EpochMs };

interface ReadSpan {
  readonly items: readonly TailItem[];
  readonly pages: number;
  readonly error: SourceError | null;
}

async function readSpan(
  { source, clock, budget, signal }: RequestSearch,
  choice: LogChoice,
  span: Span,
): Promise<ReadSpan> {
  const items: TailItem[] = [];
  const origin = originOf(choice);
  let pages = 0;
  const counted: LogSource = {
    page(question, given) {
      pages += 1;
      return source.page(question, given);
    },
  };
  const end = await followLog({
    source: counted,
    clock,
    budget,
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
  return { items, pages, error: end.kind === 'failed' ? end.error : null };
}

function runsOf(items: readonly TailItem[], requestId: RawText) {
  const memory = createStoryMemory(LIMITS);
  memory.add(items);
  const runs = loggedRuns(memory.all.view(0, memory.size)).filter((run) =>
    run.requestId.startsWith(requestId),
  );
  return { runs, nameOf: createStepNaming(memory.patterns) };
}
