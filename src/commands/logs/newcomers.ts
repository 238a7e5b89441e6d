import { functionReference, isVersion } from '../../lambda/function/function-reference.ts';
import { MINUTE_MS } from '../../lambda/time.ts';
import { groupName, namedIn } from '../../logs/log-name.ts';
import type { LogChoice, LogWriter } from '../../logs/selection/log-choice.ts';
import type { JoinNotice } from '../../logs/tail-item.ts';
import { type RawText, rawText } from '../../terminal/text.ts';
import { EXIT_STATUS } from '../command/exit-status.ts';
import type { Session } from '../session/session.ts';
import { type ChosenLogs, chosenLogs } from './chosen-logs.ts';
import { namesItsRegion } from './targets/regional-names.ts';
import type { TailSelection } from './typed/tail-selection.ts';

/** Functions are created, tagged and deployed slowly, and each look costs calls. */
const LOOK_EVERY_MS = MINUTE_MS;

/** A log to be followed from now on too, or for more of its writers. */
export interface Newcomer {
  readonly choice: LogChoice;
  readonly notice: JoinNotice;
  /** When it was still absent; 0 where it may have been there, and another was taken in its place. */
  readonly sinceMs: number;
}

interface Watching {
  readonly signal: AbortSignal;
  onNewcomer(newcomer: Newcomer): void;
}

/**
 * Keeps looking for logs that newly match a selection, until `signal` aborts, and for those in whose place others were
 * taken without an answer. A failed look is ignored.
 */
export async function lookForNewcomers(
  selection: TailSelection,
  first: ChosenLogs,
  session: Session,
  { signal, onNewcomer }: Watching,
): Promise<void> {
  const { clock } = session;
  const followed = new Set(writersOf(first.choices).map(({ place }) => place));
  let known = first;
  let lookedMs = clock.now();
  while (known.guesses.length > 0 || mayGrow(selection, session)) {
    await clock.sleep(LOOK_EVERY_MS, signal);
    if (signal.aborted) return;
    const startedMs = clock.now();
    const chosen = await chosenLogs(selection, session, signal, known);
    if (signal.aborted) return;
    if ('complaint' in chosen) {
      // That there is no such function is an answer too.
      if (chosen.status === EXIT_STATUS.notFound) known = { ...known, guesses: [] };
      continue;
    }
    const guessed = new Set(writersOf(known.guesses).map(({ name }) => name));
    for (const { choice, name, place } of writersOf(chosen.choices)) {
      if (followed.has(place)) continue;
      followed.add(place);
      onNewcomer({
        choice,
        notice: { type: 'notice', kind: 'joined', atMs: clock.now(), name },
        sinceMs: guessed.has(name) ? 0 : lookedMs,
      });
    }
    known = chosen;
    lookedMs = startedMs;
  }
}

/** A literal name always means the same, except for an alias, and where several Regions may come to know it. */
function mayGrow({ named, patterns, tags }: TailSelection, { regions }: Session): boolean {
  const isOfSeveral = regions.length > 1 && named.some((word) => !namesItsRegion(word));
  return patterns.length > 0 || tags.length > 0 || isOfSeveral || named.some(isAliased);
}

function isAliased(word: string): boolean {
  const qualifier = functionReference(word)?.qualifier ?? null;
  return qualifier !== null && !isVersion(qualifier);
}

interface FoundWriter {
  /** Of this writer alone. */
  readonly choice: LogChoice;
  readonly name: RawText;
  readonly place: string;
}

function writersOf(choices: readonly LogChoice[]): readonly FoundWriter[] {
  return choices.flatMap((choice) =>
    choice.writers.map((writer) => {
      const name = nameOf(choice, writer);
      return { choice: { ...choice, writers: [writer] }, name, place: `${choice.group} ${name}` };
    }),
  );
}

function nameOf({ group, region }: LogChoice, { functionName, versions }: LogWriter): RawText {
  const version = versions === null ? '' : `:${versions.join('+')}`;
  return namedIn(region, rawText(`${functionName ?? groupName(group)}${version}`));
}
