import { expect, it } from 'vitest';
import { worstPhrase } from '../../../src/print/fleet/worst-phrase.ts';
import { lineText } from '../../../src/terminal/line-layout.ts';
import type { Reason } from '../../../src/triage/rules/rules.ts';
import { reasonOf } from '../../triage/troubled.ts';
import { CALM, snapshotOf } from '../../views/fleet/fleet-story.ts';

const LAG: Reason = { ...reasonOf('iteratorAge'), severity: 'crit', value: 31 * 60_000 };
const LOST: Reason = { ...reasonOf('deadLetterErrors'), severity: 'crit', value: 6 };
const thrown = (severity: Reason['severity']): Reason => ({
  ...reasonOf('throttles'),
  severity,
  value: 0.139,
});

function phraseOf(...reasons: readonly Reason[]): string {
  const [status] = snapshotOf({ functions: [CALM] }).functions;
  return lineText(worstPhrase({ ...status!, steady: null, reasons }));
}

it.each([
  ['a stream far behind, and not the trickle that is turned away too', [LAG, thrown('warn')], /^LAG 31m/],
  ['what is turned away before what only follows from it', [LAG, thrown('crit')], /^THR 13\.9 %/],
  ['what is lost before what is turned away', [thrown('crit'), LOST], /^LOST 6 events/],
])('the worst of a function in one phrase is %s', (_what, reasons, says) => {
  expect(phraseOf(...reasons)).toMatch(says);
});
