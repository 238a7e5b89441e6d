/** One flag of the command line: what it takes, and what it says of itself in the help. */
export interface Option {
  /** What the flag takes, as the help names it; null for a flag that takes nothing. */
  readonly takes: string | null;
  readonly says: string;
}

/** Flags that every command understands. */
export const GENERAL_OPTIONS = {
  profile: { takes: 'NAME', says: 'profile of the AWS configuration to use' },
  region: { takes: 'NAME', says: 'Region to look at' },
  'endpoint-url': { takes: 'URL', says: 'ask this instead of AWS' },
  since: { takes: 'TIME', says: 'from when: 15m, 02:40 (UTC) or an ISO time' },
  until: { takes: 'TIME', says: 'up to when, like --since' },
  output: { takes: 'FORMAT', says: 'text, json, and raw for tail; prints instead of opening a screen' },
  'no-follow': { takes: null, says: 'print what there is, and end' },
  plain: { takes: null, says: 'nothing on screen moves by itself but data' },
  'no-color': { takes: null, says: 'no colours; NO_COLOR does the same' },
  theme: { takes: 'NAME', says: 'dark, light or high-contrast' },
  glyphs: { takes: 'SET', says: 'ascii, block or braille' },
  config: { takes: 'FILE', says: 'configuration file to read' },
  help: { takes: null, says: 'this help' },
  version: { takes: null, says: "lmon's version" },
} as const satisfies Readonly<Record<string, Option>>;

/** Flags of `lmon local` and `lmon demo`. */
export const LOCAL_OPTIONS = {
  seed: { takes: 'N', says: 'which world; the same number gives the same world' },
  now: { takes: 'TIME', says: 'account time at start, as an ISO time' },
  speed: { takes: 'N', says: 'account seconds in a second' },
  port: { takes: 'N', says: 'port to listen on; any free one when left out' },
  empty: {
    takes: null,
    says: 'an account without functions, for tests that write their own logs and metrics',
  },
  'no-quotas': { takes: null, says: 'answer as fast as asked' },
} as const satisfies Readonly<Record<string, Option>>;

export type OptionName = keyof typeof GENERAL_OPTIONS | keyof typeof LOCAL_OPTIONS;

export const OPTIONS: Readonly<Record<OptionName, Option>> = { ...GENERAL_OPTIONS, ...LOCAL_OPTIONS };
