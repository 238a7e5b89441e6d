/** One flag of the command line, with its help. */
export interface Option {
  /** The name of its value in the help; null for a flag without one. */
  readonly takes: string | null;
  readonly says: string;
  /** Its one-letter form. */
  readonly short?: string;
  /**
   * If given several times, all values count; otherwise only the last, as a shell alias may already contain
   * another.
   */
  readonly isRepeatable?: boolean;
  /** Several values are rejected: using only the last would leave out requested lines. */
  readonly isSingle?: boolean;
}

/** Flags of every command, except those that it rejects in `commands.ts`. */
export const GENERAL_OPTIONS = {
  profile: { takes: 'NAME', says: 'AWS profile to use' },
  region: { takes: 'NAME', says: 'AWS Region' },
  'endpoint-url': { takes: 'URL', says: 'endpoint to ask instead of AWS' },
  since: {
    takes: 'TIME',
    says: 'start: 15m, 02:40 (UTC) or an ISO time; on a screen, how far back charts go',
  },
  until: {
    takes: 'TIME',
    says: 'end, written like --since: everything as it was then; 02:40 is the last one',
  },
  output: {
    takes: 'FORMAT',
    says: 'text or json; raw for tail, md for triage; prints instead of opening a screen',
  },
  'no-follow': { takes: null, says: 'print what there is, then exit' },
  plain: { takes: null, says: 'no animation: only data moves on the screen' },
  'no-color': { takes: null, says: 'no colours, like NO_COLOR' },
  theme: { takes: 'NAME', says: 'dark, light, high-contrast or none' },
  glyphs: { takes: 'SET', says: 'ascii, block or braille' },
  record: { takes: 'FILE', says: 'record what AWS answers to a new file, for lmon replay' },
  config: { takes: 'FILE', says: 'configuration file' },
  help: { takes: null, says: 'show this help' },
  version: { takes: null, says: 'show the version' },
} as const satisfies Readonly<Record<string, Option>>;

/** Flags of `lmon tail`, beside those of every command. */
export const TAIL_OPTIONS = {
  live: { takes: null, says: 'stream with Live Tail ($0.01 a minute), with polling as its backfill' },
  filter: {
    takes: 'PATTERN',
    says: 'only events that match a CloudWatch filter pattern; AWS filters',
    isSingle: true,
  },
  request: {
    takes: 'ID',
    says: 'all lines of one request of the last 3 hours, or since --since',
    isSingle: true,
  },
  include: {
    takes: 'REGEX',
    says: 'only lines that match; given several times, lines that match any',
    isRepeatable: true,
  },
  exclude: {
    takes: 'REGEX',
    says: 'no lines that match, even if another flag selects them',
    isRepeatable: true,
  },
  level: {
    takes: 'LEVEL',
    says: 'this level and above: trace, debug, info, warn, error or fatal',
    isSingle: true,
  },
  errors: {
    takes: null,
    says: 'errors and failed invocations, by outcome instead of by text',
  },
  'after-context': { takes: 'N', says: 'N lines of the same request after each line', short: 'A' },
  'before-context': { takes: 'N', says: 'N lines of the same request before each line', short: 'B' },
  context: { takes: 'N', says: 'N lines before and after', short: 'C' },
  regex: { takes: 'PATTERN', says: 'functions whose name matches', isRepeatable: true },
  tag: {
    takes: 'KEY=VALUE',
    says: 'functions with this tag; given several times, with one value of each key',
    isRepeatable: true,
  },
  stack: { takes: 'NAME', says: 'functions of this CloudFormation stack', isRepeatable: true },
} as const satisfies Readonly<Record<string, Option>>;

/** Flags of `lmon check`. */
export const CHECK_OPTIONS = {
  only: {
    takes: 'GROUP',
    says: 'only these groups of rules: capacity, failures, losses',
    isRepeatable: true,
  },
  within: { takes: 'SPAN', says: 'critical if a limit is likely met within this time: 10m' },
} as const satisfies Readonly<Record<string, Option>>;

/** Flags of `lmon triage`. */
export const TRIAGE_OPTIONS = {
  all: { takes: null, says: 'everything that hurts in the account, worst first' },
  cloudtrail: { takes: null, says: 'ask CloudTrail who made each change' },
  insights: {
    takes: null,
    says: 'also ask Logs Insights, 3 hours back or since --since; tells the price first',
  },
} as const satisfies Readonly<Record<string, Option>>;

/** Flags of `lmon local` and `lmon demo`. */
export const LOCAL_OPTIONS = {
  seed: { takes: 'N', says: 'the same number makes the same account' },
  now: { takes: 'TIME', says: 'account time at start: 15m ago, 02:40 or an ISO time' },
  speed: { takes: 'N', says: 'account seconds per second' },
  port: { takes: 'N', says: 'port to listen on; otherwise a free one, 15666 first for a demo' },
  cast: { takes: 'NAME', says: 'account to simulate: demo, or limits, whose functions meet rarer limits' },
  empty: {
    takes: null,
    says: 'an account without functions, for tests that write their own data',
  },
  'no-quotas': { takes: null, says: 'no request quotas' },
} as const satisfies Readonly<Record<string, Option>>;

/** Their names. */
export const LOCAL_NAMES = Object.keys(LOCAL_OPTIONS) as readonly (keyof typeof LOCAL_OPTIONS)[];

/** Flags of `lmon demo`, beside those of its account. */
export const DEMO_OPTIONS = {
  join: { takes: null, says: 'use the demo that runs in another terminal, on --port if given' },
} as const satisfies Readonly<Record<string, Option>>;

/** The default port of a demo, where it is free. On a telephone keypad, 5666 is LMON. */
export const DEMO_PORT = 15_666;

/** Flags of `lmon replay`. */
export const REPLAY_OPTIONS = {
  last: { takes: null, says: 'play the black box of the last session on a screen instead of a file' },
  now: LOCAL_OPTIONS.now,
  speed: LOCAL_OPTIONS.speed,
} as const satisfies Readonly<Record<string, Option>>;

export type OptionName =
  | keyof typeof GENERAL_OPTIONS
  | keyof typeof TAIL_OPTIONS
  | keyof typeof CHECK_OPTIONS
  | keyof typeof TRIAGE_OPTIONS
  | keyof typeof LOCAL_OPTIONS
  | keyof typeof DEMO_OPTIONS
  | keyof typeof REPLAY_OPTIONS;

export const OPTIONS: Readonly<Record<OptionName, Option>> = {
  ...GENERAL_OPTIONS,
  ...TAIL_OPTIONS,
  ...CHECK_OPTIONS,
  ...TRIAGE_OPTIONS,
  ...LOCAL_OPTIONS,
  ...DEMO_OPTIONS,
  ...REPLAY_OPTIONS,
};

/** The meaning of `--version` for commands with log lines of several versions. */
export const FUNCTION_VERSION: Option = {
  takes: 'VERSION',
  says: 'only lines of this version: 42 or $LATEST',
  isSingle: true,
};

/** The meaning of `--region` for commands that look at several at once. */
export const SEVERAL_REGIONS: Option = {
  takes: 'NAMES',
  says: 'AWS Regions, as in eu-west-1,us-east-1: what is named is looked for in each',
  isRepeatable: true,
};

type RepeatableOptions = typeof TAIL_OPTIONS & typeof CHECK_OPTIONS;

export type RepeatableName = {
  [Name in keyof RepeatableOptions]: RepeatableOptions[Name] extends { readonly isRepeatable: true }
    ? Name
    : never;
}[keyof RepeatableOptions];
