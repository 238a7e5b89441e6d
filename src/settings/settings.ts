import type { ClockSetting } from '../monitor/clock.ts';
import type { ColorDepth } from '../terminal/color-depth.ts';
import type { GlyphSetName } from '../terminal/glyphs.ts';
import type { ThemeName } from '../terminal/palette.ts';
import type { Thresholds } from '../triage/thresholds.ts';

/** Everything that a command may be told, from wherever it was said. */
export interface Settings {
  /** Null leaves the choice to the SDK's default chain. */
  readonly profile: Setting<string | null>;
  /** Null until the profile has been asked. */
  readonly region: Setting<string | null>;
  readonly endpointUrl: Setting<string | null>;
  readonly cloudwatchProtocol: 'json' | 'query';
  readonly clock: ClockSetting;
  readonly thresholds: Thresholds;
  /** How the screen looks. */
  readonly theme: Setting<ThemeName>;
  readonly glyphs: Setting<GlyphSetName>;
  readonly colorDepth: ColorDepth;
  readonly plain: boolean;
  /** How lines come out of a pipe; null lets the command choose, and open a screen on a terminal. */
  readonly output: Output | null;
  readonly follow: boolean;
  /** As typed: only the command knows its clock. */
  readonly since: string | null;
  readonly until: string | null;
  /** Things in the configuration file that lmon does not know. */
  readonly warnings: readonly string[];
}

export type Output = 'text' | 'raw' | 'json';

export interface Setting<Value> {
  readonly value: Value;
  readonly from: 'flag' | 'environment' | 'config file' | 'default';
}

/** What can't be used, in one line. */
export interface SettingsComplaint {
  readonly complaint: string;
}
