import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../../src/lambda/time.ts';
import { words } from '../../../../src/terminal/words.ts';
import type { CaseFile } from '../../../../src/triage/report/case-file/case-file.ts';
import {
  type Basis,
  confidenceWord,
  independentPieces,
  missingFrom,
} from '../../../../src/triage/report/claims/basis.ts';
import type { Weighed } from '../../../../src/triage/report/claims/claim.ts';
import { api, metric } from '../../../../src/triage/report/claims/evidence.ts';
import { caseOf } from '../case.ts';
import { readingOf } from '../case-file-of.ts';

const file = caseOf();
const claim = (weight: number, ...evidence: Weighed['evidence']): Weighed => ({
  weight,
  says: words`so`,
  evidence,
});
const ERRORS = metric(file, 'Errors', 'Sum');
const LOG = {
  source: 'log',
  logGroup: file.configuration.logGroup,
  fromMs: 0,
  toMs: 1,
  requestId: null,
} as const;
const MEMORY = { ...LOG, measured: 'memory' } as const;
const DURATION = metric(file, 'Duration', 'Average');

describe('the pieces of evidence for a suspect', () => {
  it.each<readonly [string, readonly Weighed[], number]>([
    ['statements from two metrics and the log', [claim(2, ERRORS), claim(1, DURATION), claim(1, LOG)], 3],
    ['two statements from one metric', [claim(2, ERRORS), claim(1, metric(file, 'Errors', 'Sum', 0))], 1],
    ['one that does not support it', [claim(2, ERRORS), claim(0, api('lambda:ListAliases'))], 1],
    ['one that adds a source to a known one', [claim(2, ERRORS), claim(1, ERRORS, DURATION)], 2],
    ['what failures say, and the memory measured by Lambda', [claim(2, LOG), claim(1, MEMORY)], 2],
  ])('are counted: %s', (_what, claims, count) => {
    expect(independentPieces(claims)).toBe(count);
  });
});

describe('what could not be read', () => {
  const log = { fromMs: 0, toMs: file.toMs, isComplete: true, hasLines: true, groups: [], newest: [] };
  /** All of the failures in it, but only those of the newest minutes: older ones were too many to read. */
  const spanOfLog = (minutes: number) => ({ ...log, fromMs: file.toMs - minutes * MINUTE_MS });

  /** The judged minutes lie before the reach of the log: their calls took long to settle. */
  const late = (minutes: number): Partial<CaseFile> => ({
    toMs: file.toMs + 12 * MINUTE_MS,
    log: { ...log, fromMs: file.toMs + (12 - minutes) * MINUTE_MS, toMs: file.toMs + 12 * MINUTE_MS },
  });

  it.each<readonly [string, Partial<CaseFile>, readonly string[]]>([
    ['nothing if everything was read', { log }, []],
    ['its errors', { log, notJudged: [{ rule: 'errors', because: 'unread' }] }, ['metrics']],
    ['the log', { log: null }, ['log']],
    ['its log of the first of the five minutes that are judged', { log: spanOfLog(4) }, ['wholeLog']],
    ['nothing if its log was read for those five minutes alone', { log: spanOfLog(5) }, []],
    ['nothing if longer calls are judged later, and its log was read as far as ever', late(15), []],
    ['its log of minutes that are judged later, if it was not read as far', late(14), ['wholeLog']],
    ['the callers', { log, eventSources: { known: false, because: 'denied' } }, ['eventSources']],
    ['its versions', { log, reading: readingOf() }, ['versions']],
  ])('is named: %s', (_what, more, missing) => {
    expect(missingFrom(caseOf(more))).toEqual(missing);
  });
});

describe('the confidence of a verdict', () => {
  const whole: Basis = { pieces: 3, missing: [], lookAlikes: [] };

  it.each<readonly [string, number, Basis, string]>([
    ['several sources say so, and nothing else', 0.95, whole, 'high'],
    ['only one source says so', 0.95, { ...whole, pieces: 1 }, 'medium'],
    ['something could not be read', 0.95, { ...whole, missing: ['wholeLog'] }, 'medium'],
    ['another cause looks alike', 0.95, { ...whole, lookAlikes: ['load'] }, 'medium'],
    [
      'only one source says so, and something could not be read',
      0.95,
      { pieces: 1, missing: ['log'], lookAlikes: [] },
      'low',
    ],
    ['it is the likeliest of several', 0.45, whole, 'low'],
  ])('follows from its evidence: %s', (_what, confidence, basis, word) => {
    expect(confidenceWord(confidence, basis)).toBe(word);
  });
});
