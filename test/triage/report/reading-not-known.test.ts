import { describe, expect, it } from 'vitest';
import { lineText } from '../../../src/terminal/line-layout.ts';
import type { CaseFile } from '../../../src/triage/report/case-file/case-file.ts';
import { readingNotKnown } from '../../../src/triage/report/reading-not-known.ts';
import { scriptedFunction } from '../../monitor/scripted-account.ts';
import { minuteMsAt, reasonOf } from '../troubled.ts';
import { ACCESS, caseFileOf, readingOf } from './case-file-of.ts';

const WINDOW = { fromMs: 0, toMs: 1, lines: 9, runs: 3, failed: 1 };
const COMPARISON = {
  now: WINDOW,
  before: WINDOW,
  patterns: [],
  said: [],
  hits: [],
  hitsOf: null,
  comparedFields: [],
};
const TOLD = { fromMs: 0, toMs: 1, isComplete: true, hasLines: true, groups: [], newest: [] };
const KNOWN = readingOf({ versions: { known: true, value: [] }, comparison: COMPARISON });
/** A search for new environments that was not completed. */
const SEARCHED = {
  fromMs: minuteMsAt(300) + 21_000,
  wantedFromMs: minuteMsAt(265),
  toMs: minuteMsAt(308),
  firsts: [],
  byMinute: [],
};
const withoutEarlier = (earlierLog: 'unrecorded' | 'unread') => ({
  ...KNOWN,
  comparison: { ...COMPARISON, before: null },
  earlierLog,
});
const notKnownIn = (more: Partial<CaseFile>) => readingNotKnown(caseFileOf(more), ACCESS).map(lineText);

describe('what could not be read about changes and the log', () => {
  it.each<[string, Partial<CaseFile>, RegExp | null]>([
    ['nothing if everything was read', { reading: KNOWN, reasons: [reasonOf('errors')] }, null],
    ['nothing if it was not needed', { reading: null, reasons: [reasonOf('errors')] }, null],
    [
      'versions without an answer',
      { reading: readingOf({ comparison: COMPARISON }) },
      /^when its versions were published: no answer came$/,
    ],
    [
      'versions that were not recorded',
      { reading: readingOf({ comparison: COMPARISON, areVersionsUnrecorded: true }) },
      /^when its versions were published: not recorded$/,
    ],
    [
      'a log that could not be read',
      { reading: { ...KNOWN, comparison: null }, reasons: [reasonOf('errors')] },
      /^what the calls that it hits have in common, and which lines are new: no line of its log could be read for the minutes that hurt most$/,
    ],
    [
      'a log that was not recorded',
      { reading: { ...KNOWN, comparison: null, isLogUnrecorded: true }, reasons: [reasonOf('errors')] },
      /^what the calls .* which lines are new: the recording holds no line of its log for the minutes that hurt most$/,
    ],
    [
      'a log of which only failures and REPORTs were recorded',
      {
        reading: { ...KNOWN, comparison: null, isLogUnrecorded: true },
        reasons: [reasonOf('errors')],
        log: TOLD,
      },
      /^what the calls .* which lines are new: the recording holds only failures and REPORTs of its log for the minutes that hurt most$/,
    ],
    [
      'a log that begins too late',
      { reading: { ...KNOWN, comparison: { ...COMPARISON, before: null } }, reasons: [reasonOf('errors')] },
      /^what its log said before it began: it holds no line of then$/,
    ],
    [
      'a log whose earlier lines were not recorded',
      { reading: withoutEarlier('unrecorded'), reasons: [reasonOf('errors')] },
      /^what its log said before it began: the recording does not hold all lines of then$/,
    ],
    [
      'a log whose earlier lines could not be read',
      { reading: withoutEarlier('unread'), reasons: [reasonOf('errors')] },
      /^what its log said before it began: no line of then could be read$/,
    ],
    [
      'how much was read of a log too busy to be searched completely for new environments',
      {
        reading: {
          ...KNOWN,
          starts: { ...SEARCHED, stoppedBy: 'pages' },
        },
        reasons: [reasonOf('errors')],
      },
      /^whether new environments came with it: the search of its log for their starts, 07:00:21Z to 07:08:00Z, was not completed: it takes more calls than a report makes; to search all of it: lmon tail [\w-]+ --filter '"INIT_START Runtime Version"' --since \S+T06:25:00Z --until \S+T07:08:00Z --region eu-west-1 --profile prod$/,
    ],
    [
      'how much of that search a recording holds',
      {
        reading: {
          ...KNOWN,
          starts: { ...SEARCHED, stoppedBy: 'unrecorded' },
        },
        reasons: [reasonOf('errors')],
      },
      /^whether new environments came with it: .*, was not completed: the recording holds no more of it; /,
    ],
    [
      'its configuration at a past time',
      { reading: KNOWN, builtMs: minuteMsAt(600) },
      /^how it was set up then: weights of aliases/,
    ],
    [
      'the alarms that rang at a past time',
      { reading: KNOWN, builtMs: minuteMsAt(600) },
      /^which alarms rang then: AWS tells only those that ring now$/,
    ],
    [
      'changes at a past time that later ones hide',
      {
        reading: KNOWN,
        builtMs: minuteMsAt(600),
        configuration: scriptedFunction('checkout-api', { lastModifiedMs: minuteMsAt(300) }),
      },
      /^changes of \$LATEST before 07:00Z/,
    ],
  ])('is %s', (_what, more, says) => {
    if (says === null) expect(notKnownIn(more)).toEqual([]);
    else expect(notKnownIn(more)).toContainEqual(expect.stringMatching(says));
  });
});
