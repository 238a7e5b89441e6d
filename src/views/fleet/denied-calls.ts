import type { FleetSnapshot } from '../../monitor/fleet/fleet-snapshot.ts';
import type { SourceError } from '../../monitor/source-error.ts';
import { severityMark } from '../../print/severity-mark.ts';
import { fittingSentence } from '../../terminal/fitting-sentence.ts';
import type { Line } from '../../terminal/line.ts';
import { cell, lineWidth } from '../../terminal/line-layout.ts';
import { groupedText } from '../../terminal/quantity.ts';
import { joinSafe, safe, safeText } from '../../terminal/safe-text.ts';
import type { Glyphs } from '../../terminal/theme/glyphs.ts';
import { strong, toned } from '../../terminal/words.ts';
import { wrappedLine } from '../../terminal/wrapped-line.ts';
import { keyOf } from '../keys/key-label.ts';
import type { Look } from '../parts/look/look.ts';
import { isIdle } from './listed-functions.ts';

const SUBJECT = safe`lmon`;

/**
 * A fleet of which only a part may be judged looks better than it is, so a row says what is missing. Where nothing can
 * be read at all, the error above names one call, and these rows all others.
 *
 * @param subjectWidth of the column of names above, where there is one
 */
export function deniedLines(
  { functions, connection, api }: Pick<FleetSnapshot, 'functions' | 'connection' | 'api'>,
  { width, subjectWidth = 0 }: { readonly width: number; readonly subjectWidth?: number },
  { glyphs, keymap }: Look,
): readonly Line[] {
  const unjudged = functions.filter(
    (status) =>
      status.severity === 'unknown' &&
      !isIdle(status) &&
      status.notJudged.some(({ because }) => because === 'denied'),
  ).length;
  if (functions.length === 0) return othersDenied(connection.error, api, width, glyphs);
  if (unjudged === 0 || connection.error !== null) return [];
  const missing = api.denied.length;
  const permissions =
    missing === 0
      ? safe`permissions are missing`
      : missing === 1
        ? safe`1 permission is missing`
        : safe`${groupedText(missing)} permissions are missing`;
  const whom =
    unjudged === 1 ? safe`1 function is not judged` : safe`${groupedText(unjudged)} functions are not judged`;
  const head: Line = [
    severityMark('warn', glyphs),
    toned('fact', safe` `),
    ...cell([strong(SUBJECT)], Math.max(SUBJECT.length, subjectWidth)),
    toned('fact', subjectWidth === 0 ? safe` ` : safe`  `),
  ];
  const sentences = [
    safe`${permissions}: ${whom}; ${keyOf('ownErrors', keymap)} lists them, lmon doctor prints the policy`,
    safe`${permissions}: ${whom}; ask lmon doctor`,
    safe`${permissions}: ${whom}`,
    safe`${permissions}: ${groupedText(unjudged)} not judged`,
  ];
  const says = sentences.map((sentence): Line => [toned('fact', sentence)]);
  return [[...head, ...fittingSentence(says, width - lineWidth(head), glyphs.ellipsis)]];
}

function othersDenied(
  error: SourceError | null,
  { denied }: FleetSnapshot['api'],
  width: number,
  { markWidth }: Glyphs,
): readonly Line[] {
  const others = denied.map(({ action }) => action).filter((action) => action !== error?.action);
  if (error?.kind !== 'denied' || others.length === 0) return [];
  const indent: Line = cell([], markWidth + 1);
  const names = joinSafe(
    others.map((action) => safeText(action)),
    safe`, `,
  );
  return wrappedLine([toned('fact', safe`denied as well: ${names}`)], width - lineWidth(indent)).map(
    (row) => [...indent, ...row],
  );
}
