/** The output of `lmon tail --output json`, by kind. */
export interface TailOutput {
  readonly events: readonly ToldEvent[];
  /** The final version of each gap. */
  readonly gaps: readonly ToldGap[];
  /** The kinds of the notices, in order. */
  readonly notices: readonly string[];
}

export interface ToldEvent {
  readonly message: string;
  readonly timestamp: number;
  readonly lateMs: number | null;
}

export interface ToldGap {
  readonly reason: string;
  readonly startMs: number;
  /** Null while it lasts. */
  readonly endMs: number | null;
}

/**
 * Without sleeps: for a clock of many seconds in a second, those are also moments in which a busy machine did not run
 * lmon.
 */
export function gapsAwake({ gaps }: Pick<TailOutput, 'gaps'>): readonly ToldGap[] {
  return gaps.filter(({ reason }) => reason !== 'asleep');
}

interface TailLine {
  readonly type: 'event' | 'gap' | 'notice';
  readonly message: string;
  readonly timestamp: number;
  readonly lateMs: number | null;
  readonly start: string;
  readonly end: string | null;
  readonly reason: string;
  readonly kind: string;
}

/** The complete lines of `stdout`; the last one may still be incomplete. */
export function tailOutput(stdout: string): TailOutput {
  const lines = stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as TailLine);
  const gaps = new Map<string, ToldGap>();
  for (const { type, start, end, reason } of lines) {
    if (type !== 'gap') continue;
    gaps.set(start, { reason, startMs: Date.parse(start), endMs: end === null ? null : Date.parse(end) });
  }
  return {
    events: lines.filter(({ type }) => type === 'event'),
    gaps: [...gaps.values()],
    notices: lines.filter(({ type }) => type === 'notice').map(({ kind }) => kind),
  };
}

/** How the printed lines differ from the written ones. */
export function difference(
  written: readonly string[],
  { events }: TailOutput,
): { readonly lost: readonly string[]; readonly twice: readonly string[] } {
  const printed = events.map(({ message }) => message);
  const once = new Set(printed);
  return {
    lost: written.filter((line) => !once.has(line)),
    twice: printed.filter((line, index) => printed.indexOf(line) !== index),
  };
}
