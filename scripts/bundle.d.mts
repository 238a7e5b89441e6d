import type { BuildOptions, Plugin } from 'esbuild';

export declare const BUNDLE: BuildOptions & { readonly plugins: readonly Plugin[] };
