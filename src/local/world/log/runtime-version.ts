import type { EpochMs } from '../../../lambda/time.ts';
import { hashOfText, hexOf } from '../chance/hash.ts';
import type { WorldFunction } from '../world.ts';

/** How INIT_START names the runtimes. */
const VERSION_NAMES: ReadonlyMap<string, string> = new Map([
  ['nodejs22.x', 'nodejs:22.v61'],
  ['python3.12', 'python:3.12.v84'],
  ['python3.13', 'python:3.13.v58'],
  ['java21', 'java:21.v37'],
  ['dotnet8', 'dotnet:8.v42'],
  ['ruby3.3', 'ruby:3.3.v29'],
  ['provided.al2023', 'provided:al2023.v97'],
]);

/** The runtime build in INIT_START. */
export interface RuntimeBuild {
  readonly name: string;
  readonly arn: string;
}

/** The build that an environment starts with at `atMs`. */
export function runtimeBuild(
  { runtime, runtimeUpdatedMs = Infinity }: WorldFunction,
  region: string,
  atMs: EpochMs,
): RuntimeBuild {
  const name = VERSION_NAMES.get(runtime) ?? `${runtime}.v1`;
  if (atMs < runtimeUpdatedMs) return { name, arn: arnOf(runtime, region) };
  const next = name.replace(/\d+$/, (build) => String(Number(build) + 1));
  return { name: next, arn: arnOf(next, region) };
}

function arnOf(build: string, region: string): string {
  return `arn:aws:lambda:${region}::runtime:${hexOf(hashOfText(build), 64)}`;
}
