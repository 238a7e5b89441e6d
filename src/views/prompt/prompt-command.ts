import type { EpochMs } from '../../lambda/time.ts';
import type { AccountChange } from '../../monitor/account-change.ts';
import type { FleetColumn } from '../../print/fleet/fleet-column.ts';
import { didYouMean } from '../../terminal/did-you-mean.ts';
import type { Line } from '../../terminal/line.ts';
import { nearestNames } from '../../terminal/nearest-names.ts';
import type { ThemeName } from '../../terminal/palette.ts';
import type { RawText, SafeText } from '../../terminal/text.ts';
import type { Thresholds } from '../../triage/thresholds.ts';
import type { WindowAction } from '../keys/key-action.ts';

/** What the command line of the screens asks for. */
export type Command =
  | { readonly kind: 'function' | 'headroom' | 'triage'; readonly functionName: string }
  /** The id, or how it begins. */
  | { readonly kind: 'request'; readonly requestId: RawText }
  /** Null is worst first. */
  | { readonly kind: 'sort'; readonly column: FleetColumn | null }
  | { readonly kind: 'window'; readonly window: WindowAction }
  | { readonly kind: 'theme'; readonly theme: ThemeName }
  /** `says` what is other than before. */
  | { readonly kind: 'judgeBy'; readonly thresholds: Thresholds; readonly says: string }
  /** `asks`: the price is known, and it is to be read. */
  | { readonly kind: 'insights'; readonly asks: boolean }
  | { readonly kind: 'account'; readonly change: AccountChange }
  /** Null is the present. */
  | { readonly kind: 'at'; readonly atMs: EpochMs | null }
  | { readonly kind: 'idle' | 'ownErrors' | 'help' | 'stop' | 'quit' };

export type ReadCommand =
  | { readonly kind: 'read'; readonly command: Command }
  /** What was asked for is only to be said. */
  | { readonly kind: 'told'; readonly says: string }
  /** The same in rows of their own. */
  | { readonly kind: 'listed'; readonly lines: readonly Line[] }
  | { readonly kind: 'refused'; readonly complaint: string };

/** What commands can be about. */
export interface PromptSubjects {
  /** Worst first. Null where the fleet is not watched. */
  readonly functionNames: readonly string[] | null;
  readonly profileNames: readonly string[];
  /** What is judged by; null where the fleet is not watched. */
  readonly thresholds: Thresholds | null;
  /** What lmon began to judge by. */
  readonly configured: Thresholds | null;
  readonly nowMs: EpochMs;
  /** When what is shown was; null for the present. */
  readonly pastMs: EpochMs | null;
  /** Whether what is shown stands still. */
  readonly isFrozen: boolean;
  /** Whether no call to AWS may be made. */
  readonly isStopped: boolean;
}

/** One command: what parser, completion and help read. */
export interface PromptCommand {
  readonly name: string;
  /** As the help names what it takes; null for a command that takes nothing. */
  readonly takes: SafeText | null;
  /** Whether it says something by its name alone, too. */
  readonly standsAlone?: true;
  /** What there is for that, where it is a few words. */
  readonly takesWords?: readonly string[];
  readonly says: SafeText;
  /** Other names of the same. */
  readonly aliases?: readonly string[];
  /** What may follow the name, likeliest first. */
  choices(typed: string, subjects: PromptSubjects): readonly string[];
  read(argument: string, subjects: PromptSubjects): ReadCommand;
}

export const NO_FLEET = 'no fleet is watched here: start lmon without a command';

export function read(command: Command): ReadCommand {
  return { kind: 'read', command };
}

export function told(says: string): ReadCommand {
  return { kind: 'told', says };
}

export function listed(lines: readonly Line[]): ReadCommand {
  return { kind: 'listed', lines };
}

export function refused(complaint: string): ReadCommand {
  return { kind: 'refused', complaint };
}

/** Told first is what is wrong, and then what there is. */
export function noSuch(what: string, typed: string, words: readonly string[]): string {
  return `no ${what} ${typed}: ${words.join(' ')}`;
}

/** Null where none of the words is like what was typed. */
export function nearestOf(what: string, typed: string, words: readonly string[]): string | null {
  const nearest = nearestNames(typed, words);
  return nearest.length === 0 ? null : `no ${what} ${typed}${didYouMean(nearest)}`;
}

/** Those of the words that complete what is typed. */
export function startingWith(typed: string, words: readonly string[]): readonly string[] {
  return words.filter((word) => word.toLowerCase().startsWith(typed.toLowerCase()));
}
