import type { FunctionVersion } from '../../../lambda/function/function-version.ts';
import type { Line } from '../../../terminal/line.ts';
import { durationInWords, groupedText } from '../../../terminal/quantity.ts';
import { safeText } from '../../../terminal/safe-text.ts';
import { words } from '../../../terminal/words.ts';

interface VersionDifferences {
  /** Assumed where unknown. */
  readonly hasOtherCode: boolean;
  /** Whether it, its layers or its runtime are others. */
  readonly bringsCode: boolean;
  readonly says: Line;
}

/** What distinguishes a version from the one published before it; environment variables are never read. */
export function versionDifferences(
  version: FunctionVersion,
  before: FunctionVersion | null,
): VersionDifferences {
  if (before === null)
    return { hasOtherCode: true, bringsCode: true, says: words`no version before it is known` };
  const knowsCode = version.codeDigest !== null && before.codeDigest !== null;
  const hasOtherCode = !knowsCode || version.codeDigest !== before.codeDigest;
  const hasOtherLayers = !isSame(before.layers, version.layers);
  const bringsCode = hasOtherCode || hasOtherLayers || version.runtime !== before.runtime;
  const differences: readonly (Line | null)[] = [
    knowsCode && hasOtherCode ? words`other code than ${safeText(before.version)}` : null,
    change('memory', before.memoryMb, version.memoryMb, (mb) => words`${groupedText(mb)} MB`),
    change('timeout', before.timeoutMs, version.timeoutMs, (ms) => words`${durationInWords(ms)}`),
    change('runtime', before.runtime, version.runtime, named),
    change('architecture', before.architecture, version.architecture, named),
    hasOtherLayers ? words`other layers` : null,
  ];
  const told = differences.filter((difference) => difference !== null);
  if (told.length === 0)
    return {
      hasOtherCode,
      bringsCode,
      says: hasOtherCode
        ? words`how it differs from ${safeText(before.version)} is not told`
        : words`the code of ${safeText(before.version)}, with a setting that lmon does not read`,
    };
  return {
    hasOtherCode,
    bringsCode,
    says: told.flatMap((difference, place) => (place === 0 ? difference : [...words`, `, ...difference])),
  };
}

function change<Value>(
  what: 'memory' | 'timeout' | 'runtime' | 'architecture',
  before: Value,
  now: Value,
  says: (value: Value) => Line,
): Line | null {
  return before === now ? null : words`${safeText(what)} ${says(before)} to ${says(now)}`;
}

function named(name: string | null): Line {
  return words`${safeText(name ?? 'unknown')}`;
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((each) => other.includes(each));
}
