import type { EpochMs } from '../../lambda/time.ts';
import type { AccountChange } from '../../monitor/account-change.ts';
import type { FleetColumn } from '../../print/fleet/table/fleet-column.ts';
import type { Line } from '../../terminal/line.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import { didYouMean } from '../../terminal/spelling/did-you-mean.ts';
import { nearestNames } from '../../terminal/spelling/nearest-names.ts';
import type { RawText, SafeText } from '../../terminal/text.ts';
import type { ThemeName } from '../../terminal/theme/palette.ts';
import type { Thresholds } from '../../triage/thresholds.ts';
import type { WindowAction } from '../keys/key-action.ts';

/** The commands of the `:` line. */
export type Command =
  | { readonly kind: 'function' | 'headroom' | 'triage'; readonly functionName: string }
  /** The id or its beginning. */
  | { readonly kind: 'request'; readonly requestId: RawText }
  /** Null is worst first. */
  | { readonly kind: 'sort'; readonly column: FleetColumn | null }
  | { readonly kind: 'window'; readonly window: WindowAction }
  | { readonly kind: 'theme'; readonly theme: ThemeName }
  /** `says` tells what changed. */
  | { readonly kind: 'judgeBy'; readonly thresholds: Thresholds; readonly says: SafeText }
  /** `asks`: the price is known, and the query is to run. */
  | { readonly kind: 'insights'; readonly asks: boolean }
  | { readonly kind: 'account'; readonly change: AccountChange }
  /** Null is the present. `isToCome`: a later time was asked for, which has nothing to show yet. */
  | { readonly kind: 'at'; readonly atMs: EpochMs | null; readonly isToCome?: true }
  | { readonly kind: 'idle' | 'ownErrors' | 'help' | 'stop' | 'quit' };

export type ReadCommand = { readonly kind: 'read'; readonly command: Command } | CommandAnswer;

export type CommandAnswer =
  /** Only a message. */
  | { readonly kind: 'message'; readonly says: SafeText }
  /** A message of several rows. */
  | { readonly kind: 'listed'; readonly lines: readonly Line[] }
  | { readonly kind: 'refused'; readonly complaint: SafeText };

/** What commands can refer to. */
export interface PromptSubjects {
  /** Worst first. Null where the fleet is not watched. */
  readonly functionNames: readonly string[] | null;
  readonly profileNames: readonly string[];
  /** The thresholds in use; null where the fleet is not watched. */
  readonly thresholds: Thresholds | null;
  /** The thresholds at the start of the session. */
  readonly configured: Thresholds | null;
  readonly nowMs: EpochMs;
  /** The past moment on screen; null for the present. */
  readonly pastMs: EpochMs | null;
  /** Null for an account. */
  readonly recording: PlayedRecording | null;
  /** Whether the view is frozen. */
  readonly isFrozen: boolean;
  /** Whether all calls to AWS are stopped. */
  readonly isStopped: boolean;
}

export interface PlayedRecording {
  readonly endMs: EpochMs;
  /** How a shell plays it again, such as `lmon replay incident.ndjson`. */
  readonly replaying: SafeText;
}

/** One command, used by parser, completion and help. */
export interface PromptCommand {
  readonly name: string;
  /** Its argument, as named in the help; null for none. */
  readonly takes: SafeText | null;
  /** Whether it also works without an argument. */
  readonly standsAlone?: true;
  /** The possible arguments, where they are a few words. */
  readonly takesWords?: readonly string[];
  readonly says: SafeText;
  /** Where no fleet is watched, it is not offered, and answers with this. */
  readonly withoutFleet?: string;
  /** In a replay it is not offered, and says why. */
  readonly ofAccount?: true;
  /** Other names for it. */
  readonly aliases?: readonly string[];
  /** Completions of the argument, likeliest first. */
  choices(typed: string, subjects: PromptSubjects): readonly string[];
  read(argument: string, subjects: PromptSubjects): ReadCommand;
}

export const NO_FLEET = safe`no fleet is watched here: start lmon without a command`;

const REPLAYED = safe`this is a replay: nothing is asked of AWS`;

/** Why it can't do anything in a session; null where it can. */
export function whyNot(
  { withoutFleet, ofAccount }: PromptCommand,
  { functionNames, recording }: Pick<PromptSubjects, 'functionNames' | 'recording'>,
): string | null {
  if (ofAccount === true && recording !== null) return REPLAYED;
  return functionNames === null && withoutFleet !== undefined ? withoutFleet : null;
}

export function read(command: Command): ReadCommand {
  return { kind: 'read', command };
}

/** What is said may quote what was typed. */
export function message(says: string): CommandAnswer {
  return { kind: 'message', says: safeText(says) };
}

export function listed(lines: readonly Line[]): CommandAnswer {
  return { kind: 'listed', lines };
}

export function refused(complaint: string): CommandAnswer {
  return { kind: 'refused', complaint: safeText(complaint) };
}

/** First what is wrong, then what exists. */
export function noSuch(what: string, typed: string, words: readonly string[]): string {
  return `no ${what} ${typed}: ${words.join(' ')}`;
}

/** Null where no word resembles what was typed. */
export function nearestOf(what: string, typed: string, words: readonly string[]): string | null {
  const nearest = nearestNames(typed, words);
  return nearest.length === 0 ? null : `no ${what} ${typed}${didYouMean(nearest)}`;
}

/** The words that begin with what was typed. */
export function startingWith(typed: string, words: readonly string[]): readonly string[] {
  return words.filter((word) => word.toLowerCase().startsWith(typed.toLowerCase()));
}
