import { isBehind } from '../../lambda/function/alias.ts';
import {
  type ProvisionedStatus,
  spilledShareOf,
} from '../../monitor/function/catalogue/provisioned-facts.ts';
import type {
  AliasStatus,
  FunctionDetail,
  VersionStatus,
} from '../../monitor/function/detail/function-detail.ts';
import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import { factLine, unknownFact } from '../../print/function/fact-line.ts';
import { askedFirst } from '../../print/function/qualifier-lines.ts';
import { VERSION_SPAN } from '../../print/function/version-lines.ts';
import { severityMark } from '../../print/severity-mark.ts';
import { blanks, padStart } from '../../terminal/display-width.ts';
import { gauge } from '../../terminal/drawing/gauge.ts';
import type { Line } from '../../terminal/line.ts';
import { cell } from '../../terminal/line-layout.ts';
import { durationText, groupedText, percentText, wholePercentText } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { RawText } from '../../terminal/text.ts';
import type { Glyphs } from '../../terminal/theme/glyphs.ts';
import { strong, toned } from '../../terminal/words.ts';
import { graded } from '../../triage/rules/graded.ts';
import type { Look } from '../parts/look/look.ts';
import type { Section } from '../parts/sections/sections.ts';

const NAME_WIDTH = 9;
const SHARE_WIDTH = 7;
const RATE_WIDTH = 7;
const DURATION_WIDTH = 8;
const NARROWEST_GAUGE = 4;

interface AliasView extends Pick<FunctionStatus, 'thresholds' | 'reasons'> {
  /** The requested alias or version: its section comes first, and is dropped last. */
  readonly qualifier: string | null;
  /** Whether the versions' health is from the past: their weights are from now. */
  readonly isPast: boolean;
}

/** The versions behind each alias, with weight and health. Empty for a function without aliases. */
export function aliasSections(
  { aliases, provisioned }: FunctionDetail,
  view: AliasView,
  width: number,
  look: Look,
): readonly Section[] {
  const { qualifier, isPast } = view;
  if (!aliases.known) {
    // While it is being read, nothing has been denied yet.
    return aliases.because === 'denied'
      ? [{ title: safe`ALIASES`, lines: [unknownFact('denied')], fewest: 1, rank: 5 }]
      : [];
  }
  return askedFirst(aliases.value, qualifier).map((alias) => sectionOf(alias));

  function sectionOf(alias: AliasStatus): Section {
    const { name, versions } = alias;
    const isAsked = qualifier !== null && isBehind(alias, qualifier);
    return {
      title: safe`${isAsked ? safe`${look.glyphs.pin} ` : safe``}ALIAS ${safeText(name)} ${VERSION_SPAN}`,
      note: [
        toned(
          'dim',
          safe`weight${isPast ? safe` now` : safe` `}  ERR%${blanks(markedAir(look.glyphs) - 3)}p95`,
        ),
      ],
      lines: [
        ...versions.map((version) => versionLine(version, view, width, look)),
        ...provisionedLines(name, provisioned),
      ],
      fewest: Math.min(2, versions.length),
      // The running version matters more than the rest of the setup, which is dropped first.
      rank: isAsked ? 0 : versions.length > 1 ? 1 : 3,
    };
  }
}

/** Provisioned concurrency of the alias; most aliases have none. */
function provisionedLines(alias: RawText, provisioned: FunctionDetail['provisioned']): readonly Line[] {
  const label = safe`provisioned`;
  if (!provisioned.known)
    return provisioned.because === 'denied' ? [factLine(label, unknownFact('denied'))] : [];
  const config = provisioned.value.find(({ qualifier }) => qualifier === alias);
  return config === undefined ? [] : [factLine(label, provisionedWords(config))];
}

function provisionedWords(provisioned: ProvisionedStatus): Line {
  const { requested, allocated, status, statusReason, busiest } = provisioned;
  const spilledShare = spilledShareOf(provisioned);
  const isShort = allocated < requested;
  const tone = status === 'FAILED' ? 'crit' : isShort ? 'warn' : 'fact';
  const because = statusReason === null ? safe`` : safe`  ${safeText(statusReason)}`;
  return [
    strong(groupedText(allocated), tone),
    toned('dim', safe` of `),
    toned('fact', groupedText(requested)),
    toned('dim', safe` ready`),
    ...(status === 'READY' ? [] : [toned(tone, safe`  ${safeText(status)}`)]),
    toned('dim', because),
    ...(busiest === null
      ? []
      : [toned('dim', safe`, `), toned('fact', groupedText(busiest)), toned('dim', safe` busy`)]),
    ...(spilledShare === null || spilledShare === 0
      ? []
      : [
          toned('dim', safe`, `),
          toned('fact', percentText(spilledShare)),
          toned('dim', safe` % spill over`),
        ]),
  ];
}

function versionLine(
  { version, weight, errorRate, durationP95Ms }: VersionStatus,
  view: AliasView,
  width: number,
  { glyphs }: Look,
): Line {
  const gaugeWidth = width - NAME_WIDTH - SHARE_WIDTH - RATE_WIDTH - markedAir(glyphs) - 1;
  return [
    ...cell([strong(safeText(version))], NAME_WIDTH),
    ...(gaugeWidth < NARROWEST_GAUGE ? [] : gauge(weight, gaugeWidth, glyphs)),
    toned('fact', padStart(safe`${wholePercentText(weight)} %`, SHARE_WIDTH + 1)),
    ...rate(errorRate, view, glyphs),
    durationP95Ms === null
      ? toned('dim', padStart(safe`-`, DURATION_WIDTH))
      : toned('fact', padStart(durationText(durationP95Ms), DURATION_WIDTH)),
  ];
}

/** Between a rate and the duration after it: the mark of the rate, which is seen without colour. */
function markedAir({ markWidth }: Glyphs): number {
  return 1 + markWidth + DURATION_WIDTH;
}

/** A version that fails too often has the mark of its own rate where its function breaks that rule, and none elsewhere. */
function rate(errorRate: number | null, { thresholds, reasons }: AliasView, glyphs: Glyphs): Line {
  const unmarked = toned('fact', blanks(1 + glyphs.markWidth));
  if (errorRate === null) return [toned('dim', padStart(safe`-`, RATE_WIDTH)), unmarked];
  const text = padStart(percentText(errorRate), RATE_WIDTH);
  const breaksRule = reasons.some(({ rule }) => rule === 'errors');
  const severity = breaksRule ? graded(errorRate, thresholds.errors) : null;
  return severity === null
    ? [toned('fact', text), unmarked]
    : [strong(text, severity), toned('fact', safe` `), severityMark(severity, glyphs)];
}
