import { describe, expect, it } from 'vitest';
import type { ProvisionedStatus } from '../../../src/monitor/function/catalogue/provisioned-facts.ts';
import type { FunctionDetail } from '../../../src/monitor/function/detail/function-detail.ts';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { DEFAULT_THRESHOLDS } from '../../../src/triage/thresholds.ts';
import { aliasSections } from '../../../src/views/dashboard/alias-section.ts';
import { ASCII } from '../fleet/fleet-on-screen.ts';

const READY: ProvisionedStatus = {
  qualifier: rawText('live'),
  requested: 10,
  allocated: 10,
  status: rawText('READY'),
  statusReason: null,
  busiest: null,
  served: null,
  spilled: null,
  toldMinutes: 0,
  toMs: 0,
};

function card(provisioned: FunctionDetail['provisioned']) {
  const version = { version: rawText('41'), weight: 1, invocations: 9, errorRate: 0, durationP95Ms: 80 };
  const detail = {
    aliases: { known: true, value: [{ name: rawText('live'), versions: [version] }] },
    provisioned,
  } as unknown as FunctionDetail;
  const [section] = aliasSections(
    detail,
    { thresholds: DEFAULT_THRESHOLDS, reasons: [], isPast: false, qualifier: null },
    60,
    ASCII,
  );
  return section!;
}

/** The lines below the versions of the alias `live`. */
function underVersions(provisioned: FunctionDetail['provisioned']): readonly string[] {
  return card(provisioned).lines.slice(1).map(lineText);
}

const given = (changes: Partial<ProvisionedStatus>) =>
  underVersions({ known: true, value: [{ ...READY, ...changes }] });

describe('the card of an alias', () => {
  it.each([
    ['the alias', 'canary', ['* ALIAS canary 15m', 'ALIAS live 15m']],
    ['a version behind it', '42', ['* ALIAS canary 15m', 'ALIAS live 15m']],
    ['no alias', null, ['ALIAS live 15m', 'ALIAS canary 15m']],
  ])('comes first, marked, when %s was asked for', (_what, qualifier, titles) => {
    const of = (name: string, version: string) => ({
      name: rawText(name),
      versions: [{ version: rawText(version), weight: 1, invocations: 9, errorRate: 0, durationP95Ms: 80 }],
    });
    const detail = {
      aliases: { known: true, value: [of('live', '41'), of('canary', '42')] },
      provisioned: { known: true, value: [] },
    } as unknown as FunctionDetail;
    const view = { thresholds: DEFAULT_THRESHOLDS, reasons: [], isPast: false, qualifier };
    expect(aliasSections(detail, view, 60, ASCII).map(({ title }) => title)).toEqual(titles);
  });

  it.each([
    { what: 'critical', of: 'a function that only warns', errorRate: 0.316, shows: '31.6 !!', tone: 'crit' },
    { what: 'a warning', of: 'a function that warns', errorRate: 0.034, shows: '3.4 /\\', tone: 'warn' },
    { what: 'nothing', of: 'a function that fails', errorRate: 0.001, shows: '0.1', tone: 'fact' },
    {
      what: 'nothing',
      of: 'a function that is ok',
      errorRate: 0.316,
      shows: '31.6',
      tone: 'fact',
      isOk: true,
    },
  ])('marks as $what the $errorRate of a version of $of', ({ errorRate, shows, tone, isOk = false }) => {
    const failing = {
      version: rawText('42'),
      weight: 0.1,
      invocations: 90,
      errorRate,
      durationP95Ms: 80,
    };
    const detail = {
      aliases: { known: true, value: [{ name: rawText('live'), versions: [failing] }] },
      provisioned: { known: true, value: [] },
    } as unknown as FunctionDetail;
    const reasons = isOk ? [] : [{ rule: 'errors', severity: 'warn', value: 0.034, sinceMs: null } as const];
    const view = { thresholds: DEFAULT_THRESHOLDS, reasons, isPast: false, qualifier: null };
    const [section] = aliasSections(detail, view, 60, ASCII);
    const line = section!.lines[0]!;
    expect(lineText(line).trimEnd()).toMatch(new RegExp(`${shows.replaceAll('\\', '\\\\')} +80 ms$`));
    expect(line.find(({ text }) => text.trim() === shows.split(' ')[0])?.tone).toBe(tone);
  });

  it('names its own span, which differs from that of the function beside it', () => {
    expect(card({ known: true, value: [] }).title).toBe('ALIAS live 15m');
  });

  it.each<[what: string, lines: readonly string[], says: readonly string[]]>([
    ['how many environments are ready', given({}), ['provisioned  10 of 10 ready']],
    [
      'how many were busy',
      given({ busiest: 7, served: 90, spilled: 0 }),
      ['provisioned  10 of 10 ready, 7 busy'],
    ],
    [
      'what share found none free',
      given({ busiest: 10, served: 817, spilled: 183 }),
      ['provisioned  10 of 10 ready, 10 busy, 18.3 % spill over'],
    ],
    [
      'how many are ready while more are allocated',
      given({ allocated: 4, status: rawText('IN_PROGRESS') }),
      ['provisioned  4 of 10 ready  IN_PROGRESS'],
    ],
    [
      'why it failed',
      given({ allocated: 0, status: rawText('FAILED'), statusReason: rawText('no capacity') }),
      ['provisioned  0 of 10 ready  FAILED  no capacity'],
    ],
    ['nothing if only another alias has provisioned concurrency', given({ qualifier: rawText('beta') }), []],
    ['nothing if nothing is provisioned', underVersions({ known: true, value: [] }), []],
    ['nothing before it has been read', underVersions({ known: false, because: 'unread' }), []],
    [
      'that reading it is denied',
      underVersions({ known: false, because: 'denied' }),
      ['provisioned  denied'],
    ],
  ])('says %s', (_what, lines, says) => {
    expect(lines).toEqual(says);
  });
});
