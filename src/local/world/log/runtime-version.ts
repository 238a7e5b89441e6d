import { hashOfText, hexOf } from '../hash.ts';

/** How INIT_START names the runtimes. */
const VERSION_NAMES: ReadonlyMap<string, string> = new Map([
  ['nodejs22.x', 'nodejs:22.v61'],
  ['python3.12', 'python:3.12.v84'],
  ['python3.13', 'python:3.13.v58'],
  ['java21', 'java:21.v37'],
]);

export function runtimeVersionName(runtime: string): string {
  return VERSION_NAMES.get(runtime) ?? `${runtime}.v1`;
}

export function runtimeVersionArn(runtime: string, region: string): string {
  return `arn:aws:lambda:${region}::runtime:${hexOf(hashOfText(runtime), 64)}`;
}
