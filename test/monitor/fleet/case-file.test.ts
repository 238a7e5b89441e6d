import { describe, expect, it } from 'vitest';
import { caseFileOf } from '../../../src/monitor/fleet/case-file.ts';
import { calm, NOW_MS, snapshotOf } from '../../views/fleet/fleet-story.ts';

const chronic = { rate: 0.05, sinceMs: NOW_MS - 7 * 86_400_000, findingAbove: 0.075 };

describe('the file of a function that fails as it did all week', () => {
  const fileWith = (throttles: (age: number) => number) => {
    const minute = calm((age) => ({ 'Errors Sum': 30, 'Throttles Sum': throttles(age) }));
    const snapshot = snapshotOf({ functions: [{ name: 'legacy-export', minute, chronic }] });
    return { file: caseFileOf('legacy-export', snapshot, NOW_MS), snapshot };
  };

  it('says that it does', () => {
    expect(fileWith(() => 0).file).toMatchObject({ past: null, chronic });
  });

  it('says nothing of it where it is about other trouble, which is over', () => {
    const { file, snapshot } = fileWith((age) => (age >= 12 && age < 25 ? 200 : 0));
    expect(snapshot.functions).toMatchObject([{ severity: 'ok', chronic }]);
    expect(file?.past).not.toBeNull();
    expect(file?.chronic).toBeNull();
  });
});
