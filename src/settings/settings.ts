import type { ClockSetting } from '../monitor/clock.ts';
import type { ColorDepth } from '../terminal/theme/color-depth.ts';
import type { GlyphSetName } from '../terminal/theme/glyphs.ts';
import type { ThemeName } from '../terminal/theme/palette.ts';
import type { Thresholds } from '../triage/thresholds.ts';

/** All settings of a command, from every source. */
export interface Settings {
  /** Null leaves the choice to the SDK's default chain. */
  readonly profile: Setting<string | null>;
  /** Keys in the environment override a profile that was not given on the command line, as in the AWS CLI. */
  readonly usesEnvironmentKeys: boolean;
  /** Null until the profile was read. */
  readonly region: Setting<string | null>;
  /** All Regions of the command line, of which `region` is the first; empty where none was typed. */
  readonly regions: readonly string[];
  readonly endpointUrl: Setting<string | null>;
  readonly cloudwatchProtocol: 'json' | 'query';
  /** In wall time; a later answer counts as none. */
  readonly requestTimeoutMs: number;
  readonly clock: ClockSetting;
  readonly thresholds: Thresholds;
  /** The look of the screen. */
  readonly theme: Setting<ThemeName>;
  readonly glyphs: Setting<GlyphSetName>;
  readonly colorDepth: ColorDepth;
  readonly plain: boolean;
  /** Keys by action, as in the configuration file. */
  readonly keys: Readonly<Record<string, readonly string[]>>;
  /** The output format of a pipe; null lets the command choose, and opens a screen on a terminal. */
  readonly output: Output | null;
  readonly follow: boolean;
  /** The file to record to. */
  readonly record: string | null;
  /** Whether a session on a screen keeps its last hours for `lmon replay --last`. */
  readonly blackBox: boolean;
  /** Whether Live Tail may be used, which costs money. */
  readonly live: boolean;
  /** As typed: only the command knows its clock. */
  readonly since: string | null;
  readonly until: string | null;
  readonly lines: TypedLines;
  /** The requested request id, as typed. */
  readonly request: string | null;
  /** Parts of the configuration file that are not used. */
  readonly warnings: readonly string[];
}

/** Which lines of a log are wanted, as typed. */
export interface TypedLines {
  readonly filter: string | null;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly level: string | null;
  readonly errors: boolean;
  readonly before: string | null;
  readonly after: string | null;
}

export type Output = 'text' | 'raw' | 'md' | 'json';

export interface Setting<Value> {
  readonly value: Value;
  readonly from: 'flag' | 'environment' | 'config file' | 'default';
}

/** Why the settings can't be used, in one line. */
export interface SettingsComplaint {
  readonly complaint: string;
}
