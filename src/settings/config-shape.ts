import type { Thresholds } from '../triage/thresholds.ts';

/** The contents of a configuration file. Everything is optional. */
export interface ConfigFile {
  readonly profile?: string | undefined;
  readonly region?: string | undefined;
  readonly endpointUrl?: string | undefined;
  readonly theme?: string | undefined;
  readonly glyphs?: string | undefined;
  readonly blackBox?: boolean | undefined;
  /** Keys by action; only the screens know the actions. */
  readonly keys?: Readonly<Record<string, string | readonly string[]>> | undefined;
  readonly thresholds?: Partial<Thresholds> | undefined;
}

export type ReadConfigFile =
  | { readonly kind: 'read'; readonly config: ConfigFile; readonly warnings: readonly string[] }
  | { readonly kind: 'complaint'; readonly complaint: string };
