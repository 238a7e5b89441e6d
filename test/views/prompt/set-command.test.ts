import { describe, expect, it } from 'vitest';
import { plainLine } from '../../../src/terminal/drawing/draw-line.ts';
import { lineWidth } from '../../../src/terminal/line-layout.ts';
import { DEFAULT_THRESHOLDS } from '../../../src/triage/thresholds.ts';
import { completionOf } from '../../../src/views/prompt/prompt-completion.ts';
import { readCommand } from '../../../src/views/prompt/read-command.ts';

const SUBJECTS = {
  functionNames: ['checkout-api'],
  profileNames: [],
  thresholds: DEFAULT_THRESHOLDS,
  configured: DEFAULT_THRESHOLDS,
  nowMs: 0,
  pastMs: null,
  recording: null,
  isFrozen: false,
  isStopped: false,
};
const entered = (text: string) => readCommand(text, SUBJECTS);
function listed(subjects: Partial<typeof SUBJECTS> = {}): readonly string[] {
  const answer = readCommand('set', { ...SUBJECTS, ...subjects });
  return answer.kind === 'listed' ? answer.lines.map(plainLine) : [];
}

describe(':set', () => {
  it.each([
    ['errors.critAt 5%', { errors: { warnAt: 0.01, critAt: 0.05 } }],
    ['errors.critAt 1e-1', { errors: { warnAt: 0.01, critAt: 0.1 } }],
    ['errors.critAt=.2', { errors: { warnAt: 0.01, critAt: 0.2 } }],
    ['ERRORS.critat 0.05', { errors: { warnAt: 0.01, critAt: 0.05 } }],
    ['fewestErrors 20', { fewestErrors: 20 }],
    ['etaMs.warnAt 45m', { etaMs: { warnAt: 2_700_000, critAt: 600_000 } }],
    ['timesUsual 2', { timesUsual: 2 }],
  ])('%s leaves all other thresholds as they are', (typed, changed) => {
    expect(entered(`set ${typed}`)).toMatchObject({
      kind: 'read',
      command: { kind: 'judgeBy', thresholds: { ...DEFAULT_THRESHOLDS, ...changed } },
    });
  });

  it.each([
    ['errors.critAt 14.3%', 'errors.critAt is 14.3 %, it was 10 %;'],
    ['etaMs.warnAt 45m', 'etaMs.warnAt is 45m, it was 30m;'],
    ['iteratorAgeMs 90000', 'iteratorAgeMs is 90s, it was 1m;'],
    ['iteratorAgeMs 1500', 'iteratorAgeMs is 1500 ms, it was 1m;'],
  ])('%s is answered in the usual unit', (typed, says) => {
    expect(entered(`set ${typed}`)).toMatchObject({ command: { says: expect.stringContaining(says) } });
  });

  it('says that a frozen picture shows the new judgement only when it goes on', () => {
    expect(readCommand('set errors.critAt 5%', { ...SUBJECTS, isFrozen: true })).toMatchObject({
      command: {
        says: 'errors.critAt is 5 %, it was 10 %; judged anew when the view resumes, until lmon ends',
      },
    });
  });

  it.each([
    ['errrors.critAt 1', 'no threshold errrors.critAt; did you mean errors.critAt?'],
    ['errors 0.1', 'errors has two: errors.warnAt errors.critAt'],
    ['errors.critAt 5', 'errors.critAt: 5 is not a share from 0 to 1; 0.05 is 5 %'],
    ['errors.critAt 0.001', 'errors: critAt 0.1 % must not be below warnAt 1 %'],
    ['etaMs.critAt 2h', 'etaMs: critAt 2h must not be above warnAt 30m'],
    ['silenceMs 1m', 'silenceMs: 1m is not a time from 5m to 1h, such as 8m'],
    ['fewestErrors 2.5', 'fewestErrors: 2.5 is not a whole number from 1 to 1000000'],
    ['constructor 1', /^no threshold constructor/],
    ['xyzzy 1', /^no threshold xyzzy: errors\.warnAt errors\.critAt fewestErrors /],
  ])('%s is refused', (typed, complaint) => {
    expect(entered(`set ${typed}`)).toEqual({
      kind: 'refused',
      complaint: typeof complaint === 'string' ? complaint : expect.stringMatching(complaint),
    });
  });

  it('fits 80 columns', () => {
    const answer = entered('set');
    expect(answer.kind === 'listed' && Math.max(...answer.lines.map(lineWidth))).toBeLessThanOrEqual(78);
  });

  it('tells values of the configuration file from those set since', () => {
    const configured = { ...DEFAULT_THRESHOLDS, fewestErrors: 20, timesUsual: 3 };
    const rows = listed({ configured, thresholds: { ...configured, timesUsual: 2 } });
    expect(rows.filter((row) => !row.includes('default'))).toEqual([
      expect.stringMatching(/^:set /),
      expect.stringMatching(/^fewestErrors +20 +config /),
      expect.stringMatching(/^timesUsual +2 +set /),
      expect.stringMatching(/^for example /),
    ]);
  });

  it.each([
    ['pool.warnAt', 'pool.warnAt is 70 %, by default; may be a share from 0 to 1; 0.05 is 5 %'],
    ['silenceMs', 'silenceMs is 10m, by default; may be a time from 5m to 1h, such as 8m'],
    ['fewestErrors', 'fewestErrors is 5, by default; may be a whole number from 1 to 1000000'],
  ])('%s alone says its value, its origin, and what it may be', (name, says) => {
    expect(entered(`set ${name}`)).toEqual({ kind: 'message', says });
  });

  it('is refused if no fleet is watched', () => {
    expect(
      readCommand('set errors.critAt 0.05', {
        ...SUBJECTS,
        functionNames: null,
        thresholds: null,
        configured: null,
      }),
    ).toEqual({
      kind: 'refused',
      complaint: 'no fleet is watched here: start lmon without a command',
    });
  });

  it('completes names, then the current value and the default', () => {
    expect(completionOf('set err', SUBJECTS)).toEqual({
      head: 'set ',
      words: ['errors.warnAt', 'errors.critAt'],
    });
    const changed = { ...DEFAULT_THRESHOLDS, fewestErrors: 20 };
    expect(completionOf('set fewesterrors ', SUBJECTS).words).toEqual(['fewesterrors 5']);
    expect(completionOf('set fewestErrors ', { ...SUBJECTS, thresholds: changed }).words).toEqual([
      'fewestErrors 20',
      'fewestErrors 5',
    ]);
  });
});
