import { describe, expect, it } from 'vitest';
import { fittingSentence } from '../../../src/terminal/fitting-sentence.ts';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { glyphSet } from '../../../src/terminal/theme/glyphs.ts';
import { type VersionOutcome, versionSuspicion } from '../../../src/triage/cause/version-suspicion.ts';

const version = (
  name: string,
  weight: number,
  invocations: number | null,
  errorRate: number | null,
): VersionOutcome => ({ version: rawText(name), weight, invocations, errorRate });
const OLD = version('41', 0.9, 29_000, 0.001);

describe('a version behind an alias', () => {
  it('is suspected if its calls fail and those of the other version do not', () => {
    const line = versionSuspicion([OLD, version('42', 0.1, 3_200, 0.32)], 'present');
    expect(line && lineText(line)).toBe(
      'version 42 fails 32.0 % of its calls (41: 0.1 %); it takes 10 % of traffic, 3,200 calls in 15 min',
    );
  });

  it('is compared with the other one even if a line has room for one clause only', () => {
    const line = versionSuspicion(
      [version('41', 0.9, 29_000, 0.0004), version('42', 0.1, 3_200, 0.32)],
      'present',
    );
    expect(line && lineText(fittingSentence([line], 50, glyphSet('block').ellipsis))).toBe(
      'version 42 fails 32.0 % of its calls (41: <0.1 %)',
    );
  });

  it.each([
    ['it was called too rarely to tell', [OLD, version('42', 0.1, 3, 0.34)]],
    ['it fails more, but hardly ever', [OLD, version('42', 0.1, 90_000, 0.005)]],
    ['it was not called', [OLD, version('42', 0.1, null, null)]],
    ['there is no other version', [version('42', 1, 3_200, 0.32)]],
  ])('is not suspected if %s', (_why, versions) => {
    expect(versionSuspicion(versions, 'present')).toBeNull();
  });
});
