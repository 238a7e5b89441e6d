import type { BuildOptions, OutputOptions, Plugin } from 'rolldown';

export declare function bundleOf(
  input: Readonly<Record<string, string>>,
  plugins?: readonly Plugin[],
): BuildOptions & { readonly output: OutputOptions };
