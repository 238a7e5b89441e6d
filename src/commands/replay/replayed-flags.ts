import type { RecordedFlags } from '../../recording/file/recording-header.ts';
import type { Flags } from '../../settings/command-line.ts';

type RecordedName = keyof RecordedFlags;

const WHICH_LINES = [
  'filter',
  'include',
  'exclude',
  'level',
  'errors',
  'after-context',
  'before-context',
  'context',
] as const satisfies readonly RecordedName[];

/** Recorded flags that a typed one replaces, beside its own: together they would be refused, or mean something else. */
const REPLACED: Readonly<Partial<Record<keyof Flags, readonly RecordedName[]>>> = {
  filter: ['request'],
  include: ['request'],
  exclude: ['request'],
  level: ['errors', 'request'],
  errors: ['level', 'request'],
  request: WHICH_LINES,
  since: ['until'],
  until: ['since'],
  now: ['since', 'until'],
};

/** The recorded flags, as far as typed ones leave them in force, and the typed ones. */
export function replayedFlags(recorded: RecordedFlags, typed: Flags): Flags {
  const replaced = Object.keys(typed).flatMap((name) => REPLACED[name as keyof Flags] ?? []);
  const kept = Object.entries(recorded).filter(([name]) => !replaced.some((each) => each === name));
  return { ...Object.fromEntries(kept), ...typed };
}
