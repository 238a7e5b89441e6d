import { parseLogStream } from '../../lambda/log-stream.ts';
import type { RawText } from '../../terminal/text.ts';
import { groupName, namedIn } from '../log-name.ts';
import type { LogOrigin, LogRegion, TailItem } from '../tail-item.ts';

/** A log group to follow, and which of its writers are wanted. */
export interface LogChoice {
  /** The name or ARN of a group. */
  readonly group: RawText;
  /** Lines of any of these are wanted. */
  readonly writers: readonly LogWriter[];
  readonly region?: LogRegion;
}

/** A function, or some versions of it. */
export interface LogWriter {
  /** Null for every writer of the group. */
  readonly functionName: RawText | null;
  /** Null for all versions. */
  readonly versions: readonly RawText[] | null;
}

/**
 * Whether a line of `logStream` is wanted. A stream whose name has no function may belong to any; one that has no
 * version belongs to none of the requested ones.
 */
export function isWanted({ writers }: LogChoice, logStream: RawText): boolean {
  const stream = parseLogStream(logStream);
  const writer = stream?.functionName ?? null;
  return writers.some(({ functionName, versions }) => {
    if (functionName !== null && writer !== null && functionName !== writer) return false;
    return versions === null || (stream !== null && versions.includes(stream.version));
  });
}

/** The items without unwanted events. */
export function wantedItems(choice: LogChoice, items: readonly TailItem[]): readonly TailItem[] {
  if (choice.writers.some(takesAll)) return items;
  return items.filter((item) => item.type !== 'event' || isWanted(choice, item.event.logStream));
}

/** Merges two choices of one group. */
export function joinedChoice(one: LogChoice, other: LogChoice): LogChoice {
  return { ...one, writers: [...one.writers, ...other.writers] };
}

/** One choice for each group, in order of first appearance. */
export function choicesByGroup(choices: readonly LogChoice[]): readonly LogChoice[] {
  const byGroup = new Map<RawText, LogChoice>();
  for (const choice of choices) {
    const known = byGroup.get(choice.group);
    byGroup.set(choice.group, known === undefined ? choice : joinedChoice(known, choice));
  }
  return [...byGroup.values()];
}

/** The origin of a choice's lines: the function is known where there is only one. */
export function originOf({ group, writers, region }: LogChoice): LogOrigin {
  const names = new Set(writers.map(({ functionName }) => functionName));
  const [name = null] = names;
  return { group, functionName: names.size === 1 ? name : null, ...(region === undefined ? {} : { region }) };
}

/** Names for the lines of a choice: functions, or the group. */
export function namesIn({ group, writers, region }: LogChoice): readonly RawText[] {
  return writers.map(({ functionName }) => namedIn(region, functionName ?? groupName(group)));
}

function takesAll({ functionName, versions }: LogWriter): boolean {
  return functionName === null && versions === null;
}
