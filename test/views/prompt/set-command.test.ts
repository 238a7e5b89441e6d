import { describe, expect, it } from 'vitest';
import { DEFAULT_THRESHOLDS } from '../../../src/triage/thresholds.ts';
import { completionOf } from '../../../src/views/prompt/prompt-completion.ts';
import { readCommand } from '../../../src/views/prompt/read-command.ts';

const SUBJECTS = {
  functionNames: ['checkout-api'],
  profileNames: [],
  thresholds: DEFAULT_THRESHOLDS,
  nowMs: 0,
  pastMs: null,
  isFrozen: false,
  isStopped: false,
};
const entered = (text: string) => readCommand(text, SUBJECTS);

describe(':set', () => {
  it.each([
    ['errors.critAt 0.05', { errors: { warnAt: 0.01, critAt: 0.05 } }],
    ['errors.critAt 5%', { errors: { warnAt: 0.01, critAt: 0.05 } }],
    ['errors.critAt 14.3%', { errors: { warnAt: 0.01, critAt: 0.143 } }],
    ['errors.critAt 1e-1', { errors: { warnAt: 0.01, critAt: 0.1 } }],
    ['errors.critAt=.2', { errors: { warnAt: 0.01, critAt: 0.2 } }],
    ['ERRORS.critat 0.05', { errors: { warnAt: 0.01, critAt: 0.05 } }],
    ['fewestErrors 20', { fewestErrors: 20 }],
    ['etaMs.warnAt 45m', { etaMs: { warnAt: 2_700_000, critAt: 600_000 } }],
    ['iteratorAgeMs 90000', { iteratorAgeMs: 90_000 }],
    ['timesUsual 2', { timesUsual: 2 }],
  ])('%s leaves all others as they are', (typed, changed) => {
    expect(entered(`set ${typed}`)).toMatchObject({
      kind: 'read',
      command: { kind: 'judgeBy', thresholds: { ...DEFAULT_THRESHOLDS, ...changed } },
    });
  });

  it('says what was before', () => {
    expect(entered('set errors.critAt 5%')).toMatchObject({
      command: { says: 'errors.critAt is 0.05, it was 0.1; judged anew, until lmon ends' },
    });
  });

  it('says of a frozen picture when it shows what is judged anew', () => {
    expect(readCommand('set errors.critAt 5%', { ...SUBJECTS, isFrozen: true })).toMatchObject({
      command: {
        says: 'errors.critAt is 0.05, it was 0.1; judged anew when the picture goes on, until lmon ends',
      },
    });
  });

  it.each([
    ['errrors.critAt 1', 'no threshold errrors.critAt; did you mean errors.critAt?'],
    ['errors 0.1', 'errors has two: errors.warnAt errors.critAt'],
    ['Errors 0.1', 'Errors has two: errors.warnAt errors.critAt'],
    ['errors.critAt 5', 'errors.critAt: 5 is not a share from 0 to 1; 0.05 is 5 %'],
    ['errors.critAt many', 'errors.critAt: many is not a share from 0 to 1; 0.05 is 5 %'],
    ['errors.critAt 0.001', 'errors: critAt 0.001 must not be below warnAt 0.01'],
    ['etaMs.critAt 2h', 'etaMs: critAt 7200000 must not be above warnAt 1800000'],
    ['silenceMs 1m', 'silenceMs: 60000 is not milliseconds from 300000 to 3600000'],
    ['fewestErrors 2.5', 'fewestErrors: 2.5 is not a whole number from 1 to 1000000'],
    ['xyzzy 1', /^no threshold xyzzy: errors\.warnAt errors\.critAt fewestErrors /],
    ['constructor 1', /^no threshold constructor/],
  ])('%s is refused', (typed, complaint) => {
    expect(entered(`set ${typed}`)).toEqual({
      kind: 'refused',
      complaint: typeof complaint === 'string' ? complaint : expect.stringMatching(complaint),
    });
  });

  it('lists all by itself, and of one what it may be', () => {
    expect(entered('set')).toMatchObject({
      kind: 'told',
      says: expect.stringMatching(
        /^warnAt and critAt: errors 0\.01 0\.1, fewestErrors 5, throttles 0 0\.01, /,
      ),
    });
    expect(entered('set pool.warnAt')).toEqual({
      kind: 'told',
      says: 'pool.warnAt 0.7; may be a share from 0 to 1; 0.05 is 5 %',
    });
  });

  it('has nothing to judge where no fleet is watched', () => {
    expect(
      readCommand('set errors.critAt 0.05', { ...SUBJECTS, functionNames: null, thresholds: null }),
    ).toEqual({
      kind: 'refused',
      complaint: 'no fleet is watched here: start lmon without a command',
    });
  });

  it('completes names, and then the value as it is and as it would be by default', () => {
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
