/** One flag of the command line: what it takes, and what it says of itself in the help. */
export interface Option {
  /** What the flag takes, as the help names it; null for a flag that takes nothing. */
  readonly takes: string | null;
  readonly says: string;
  /** One letter that stands for it. */
  readonly short?: string;
  /** Given several times it means all of them; else the last, as where an alias of the shell has another. */
  readonly isRepeatable?: boolean;
  /** Given with several values it is refused: the last alone would leave out lines that were asked for. */
  readonly isSingle?: boolean;
}

/** Flags of every command, but for those that `commands.ts` has it refuse. */
export const GENERAL_OPTIONS = {
  profile: { takes: 'NAME', says: 'profile of the AWS configuration to use' },
  region: { takes: 'NAME', says: 'Region to look at' },
  'endpoint-url': { takes: 'URL', says: 'ask this instead of AWS' },
  since: { takes: 'TIME', says: 'from when on: 15m, 02:40 (UTC) or an ISO time; how far back charts go' },
  until: { takes: 'TIME', says: 'up to when, like --since: the fleet as it was then' },
  output: {
    takes: 'FORMAT',
    says: 'text or json, raw for tail, md for triage; prints instead of opening a screen',
  },
  'no-follow': { takes: null, says: 'print what there is, and end' },
  plain: { takes: null, says: 'nothing on screen moves by itself but data' },
  'no-color': { takes: null, says: 'no colours; NO_COLOR does the same' },
  theme: { takes: 'NAME', says: 'dark, light, high-contrast or none' },
  glyphs: { takes: 'SET', says: 'ascii, block or braille' },
  record: { takes: 'FILE', says: 'write what AWS says to a new file, for lmon replay' },
  config: { takes: 'FILE', says: 'configuration file to read' },
  help: { takes: null, says: 'this help' },
  version: { takes: null, says: "lmon's version" },
} as const satisfies Readonly<Record<string, Option>>;

/** Flags of `lmon tail`, beside those of every command. */
export const TAIL_OPTIONS = {
  live: { takes: null, says: 'stream with Live Tail, $0.01 a minute of session; polling fills in' },
  filter: {
    takes: 'PATTERN',
    says: 'only what this CloudWatch filter pattern lets through; AWS filters',
    isSingle: true,
  },
  request: {
    takes: 'ID',
    says: 'all lines of one request, of 3 hours or of --since; AWS looks for it',
    isSingle: true,
  },
  include: {
    takes: 'REGEX',
    says: 'only lines that match, as they were logged; of several, any of them',
    isRepeatable: true,
  },
  exclude: { takes: 'REGEX', says: 'no lines that match, whatever else speaks for them', isRepeatable: true },
  level: {
    takes: 'LEVEL',
    says: 'this level and above: trace, debug, info, warn, error or fatal',
    isSingle: true,
  },
  errors: {
    takes: null,
    says: 'errors and failed invocations, by outcome, whatever their text says',
  },
  'after-context': { takes: 'N', says: 'with the N lines of the same request behind each', short: 'A' },
  'before-context': { takes: 'N', says: 'with the N lines of the same request before each', short: 'B' },
  context: { takes: 'N', says: 'with N of both', short: 'C' },
  regex: { takes: 'PATTERN', says: 'functions in whose name the pattern is found', isRepeatable: true },
  tag: {
    takes: 'KEY=VALUE',
    says: 'functions with this tag; of several, one of each key',
    isRepeatable: true,
  },
  stack: { takes: 'NAME', says: 'functions of this CloudFormation stack', isRepeatable: true },
} as const satisfies Readonly<Record<string, Option>>;

/** Flags of `lmon check`. */
export const CHECK_OPTIONS = {
  only: {
    takes: 'GROUP',
    says: 'rules of these groups alone: capacity, failures, losses',
    isRepeatable: true,
  },
  within: { takes: 'SPAN', says: 'critical is whatever likely meets its limit within this time: 10m' },
} as const satisfies Readonly<Record<string, Option>>;

/** Flags of `lmon triage`. */
export const TRIAGE_OPTIONS = {
  all: { takes: null, says: 'what hurts in the account, worst first' },
  cloudtrail: { takes: null, says: 'ask CloudTrail who changed it, and by which call' },
  insights: {
    takes: null,
    says: 'ask Logs Insights too, back to --since or 3 hours; tells the price first',
  },
} as const satisfies Readonly<Record<string, Option>>;

/** Flags of `lmon local` and `lmon demo`. */
export const LOCAL_OPTIONS = {
  seed: { takes: 'N', says: 'which world; the same number gives the same world' },
  now: { takes: 'TIME', says: 'account time at start, as an ISO time' },
  speed: { takes: 'N', says: 'account seconds in a second' },
  port: { takes: 'N', says: 'port to listen on; when left out any free one, of a demo 15666 if it is free' },
  cast: { takes: 'NAME', says: 'which account: demo, or limits, whose functions meet limits of other kinds' },
  empty: {
    takes: null,
    says: 'an account without functions, for tests that write their own logs and metrics',
  },
  'no-quotas': { takes: null, says: 'answer as fast as asked' },
} as const satisfies Readonly<Record<string, Option>>;

/** Flags of `lmon demo`, beside those of its account. */
export const DEMO_OPTIONS = {
  join: { takes: null, says: 'look at the demo that runs in another terminal, on --port where it said one' },
} as const satisfies Readonly<Record<string, Option>>;

/** Where a demo is looked for, and listens where nobody else does. On the keys of a telephone, 5666 is LMON. */
export const DEMO_PORT = 15_666;

/** Flags of `lmon replay`. */
export const REPLAY_OPTIONS = {
  last: { takes: null, says: 'instead of a file, what the black box kept of the last session on a screen' },
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

/** What `--version` means where there are log lines of many versions. */
export const FUNCTION_VERSION: Option = {
  takes: 'VERSION',
  says: 'only lines of this version: 42 or $LATEST',
  isSingle: true,
};

type RepeatableOptions = typeof TAIL_OPTIONS & typeof CHECK_OPTIONS;

export type RepeatableName = {
  [Name in keyof RepeatableOptions]: RepeatableOptions[Name] extends { readonly isRepeatable: true }
    ? Name
    : never;
}[keyof RepeatableOptions];
