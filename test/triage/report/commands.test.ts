import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../../src/lambda/time.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { causesOf } from '../../../src/triage/cause/causes-of-all.ts';
import type { CaseFile } from '../../../src/triage/report/case-file/case-file.ts';
import type { Suspect } from '../../../src/triage/report/claims/suspect.ts';
import { commandsOf } from '../../../src/triage/report/commands.ts';
import { assessmentOf, poolOf700, reasonOf, troubled } from '../troubled.ts';
import { ACCESS, caseFileOf } from './case-file-of.ts';

const commands = (suspect: string, more: Partial<CaseFile> = {}) =>
  commandsOf(caseFileOf({ reasons: [reasonOf('errors')], ...more }), [{ name: suspect } as Suspect], ACCESS);

describe('the commands to copy', () => {
  it('show the failures of the function, and the setting that is suspected', () => {
    expect(commands('outOfMemory')).toEqual([
      'lmon tail checkout-api --errors --since 15m --region eu-west-1 --profile prod',
      "aws lambda get-function-configuration --function-name checkout-api --query '[LastUpdateStatus,MemorySize,Timeout,DeadLetterConfig]' --region eu-west-1 --profile prod",
    ]);
    expect(commands('slowDependency')).toEqual([
      'lmon tail checkout-api --errors --since 15m --region eu-west-1 --profile prod',
    ]);
  });

  it('look at the moment of the report if that is past', () => {
    const toMs = Date.UTC(2026, 10, 24, 2, 55);
    const then = { toMs, builtMs: toMs + 8 * HOUR_MS };
    expect(commands('slowDependency', then)[0]).toBe(
      'lmon tail checkout-api --errors --since 2026-11-24T02:40:00Z --until 2026-11-24T02:55:00Z --region eu-west-1 --profile prod',
    );
    expect(commands('deployment', { ...then, reasons: [reasonOf('timeout')] })[0]).toBe(
      'lmon watch checkout-api --until 2026-11-24T02:55:00Z --region eu-west-1 --profile prod',
    );
  });

  it('act on the alias that sends a share of its calls to another version', () => {
    const version = { version: rawText('42'), weight: 0.1, invocations: 9, errorRate: 1, durationP95Ms: 9 };
    const aliases = {
      known: true,
      value: [{ name: rawText('live'), versions: [version, { ...version, version: rawText('41') }] }],
    } as const;
    expect(commands('deployment', { aliases })[1]).toBe(
      'aws lambda get-alias --function-name checkout-api --name live --region eu-west-1 --profile prod',
    );
  });

  it('act on the function that fills the account pool, not on the throttled one', () => {
    const pressure = { culprit: rawText('image-resize'), severity: 'crit', use: 1 } as const;
    const assessment = assessmentOf(poolOf700(700));
    const victim = troubled('checkout-api', { assessment, reasons: [reasonOf('throttles')] });
    const [cause] = causesOf([victim], {
      ...pressure,
      eta: null,
      growthPerMinute: 20,
      shortMs: null,
      sharedBy: 2,
      limit: 700,
      idleProvisioned: 0,
      holder: null,
    });
    expect(commands('accountPool', { cause: cause ?? null, reasons: [reasonOf('throttles')] })).toEqual([
      'lmon watch image-resize --region eu-west-1 --profile prod',
      'aws lambda get-account-settings --region eu-west-1 --profile prod',
    ]);
  });

  it('name no function if it is unknown who filled the account pool', () => {
    expect(commands('accountPool', { cause: null, reasons: [reasonOf('throttles')] })).toEqual([
      'aws lambda get-account-settings --region eu-west-1 --profile prod',
    ]);
  });

  it('are none if a name could mean something to a shell, or nothing is suspected', () => {
    expect(commands('ownLimit', { name: rawText('a; rm -rf ~') })).toEqual([]);
    expect(commands('ownLimit', { name: rawText('-rf') })).toEqual([]);
    expect(commandsOf(caseFileOf(), [], ACCESS)).toEqual([]);
  });
});
