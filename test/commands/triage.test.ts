import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { linesOf, runLmon } from './lmon-process.ts';
import { type LocalAccount, localAccount } from './local-account.ts';

let account: LocalAccount;
beforeAll(async () => {
  account = await localAccount();
});
beforeEach(() => account.setFaults([]));
afterAll(() => account.close());

const triage = (...args: readonly string[]) => runLmon(['triage', ...args], { env: account.env });

interface Claim {
  readonly says: string;
  readonly evidence: readonly { readonly source: string }[];
}

interface Report {
  readonly verdict: { readonly severity: string; readonly says: string; readonly confidence: number | null };
  readonly impact: readonly Claim[];
  readonly timeline: readonly (Claim & { readonly time: string })[];
  readonly suspects: readonly {
    readonly cause: string;
    readonly for: readonly Claim[];
    readonly against: readonly Claim[];
  }[];
  readonly clear: readonly Claim[];
  readonly notKnown: readonly Claim[];
}

async function reported(...args: readonly string[]): Promise<Report> {
  const { stdout } = await triage(...args, '--output', 'json');
  return JSON.parse(linesOf(stdout)[0] ?? '{}') as Report;
}

describe('lmon triage', () => {
  it.each([
    ['checkout-api', 'slowDependency', /likely a slow dependency: payments\.internal$/],
    ['order-stream-consumer', 'slowStream', /likely calls too slow for what the stream brings$/],
    ['ledger-stream', 'blockedShard', /likely one record blocks its shard$/],
    ['image-resize', 'accountPool', /^account pool full .* if image-resize keeps adding/],
    ['email-dispatch', 'refusedEvents', /loses events since .* dead-letter target$/],
    ['invoice-pdf', 'outOfMemory', /likely memory runs out$/],
    ['auth-token', 'ownLimit', /uses \d+ % of its request rate of 350\/s/],
    ['cart-api', 'deployment', /likely version 42 behind alias live$/],
    ['inventory-sync', 'badMessages', /likely messages that cannot be worked on$/],
  ])('names what is behind the trouble of %s: %s', async (functionName, cause, says) => {
    const { verdict, suspects, timeline } = await reported(functionName);
    expect(verdict.says).toMatch(says);
    expect(suspects[0]?.cause).toBe(cause);
    for (const suspect of suspects) {
      expect([suspect.cause, suspect.for.length + suspect.against.length]).not.toEqual([suspect.cause, 0]);
      expect(suspect.against.length).toBeGreaterThan(0);
    }
    const times = timeline.map(({ time }) => time);
    expect(times).toEqual(times.toSorted());
  });

  it.each(['geo-lookup', 'report-nightly', 'legacy-export'])(
    'finds nothing wrong with %s',
    async (functionName) => {
      const { verdict, suspects, impact } = await reported(functionName);
      expect([verdict.severity, suspects, impact]).toEqual(['ok', [], []]);
    },
  );

  it('tells in which order it went wrong, and backs each statement', async () => {
    const report = await reported('checkout-api');
    expect(report.timeline.map(({ says }) => says)).toEqual([
      expect.stringMatching(/^code or configuration changed/),
      expect.stringMatching(/^average duration 1\.1 s to/),
      'errors began',
      'throttles began',
    ]);
    const claims = [
      ...report.impact,
      ...report.timeline,
      ...report.clear,
      ...report.suspects.flatMap((suspect) => [...suspect.for, ...suspect.against]),
    ];
    expect(claims.filter(({ evidence }) => evidence.length === 0)).toEqual([]);
    expect(report.notKnown.length).toBeGreaterThan(0);
  });

  it('is Markdown to paste, and text', async () => {
    const { stdout: markdown, status } = await triage('checkout-api', '--output', 'md');
    expect(status).toBe(0);
    expect(markdown).toMatch(/^## checkout-api\n\n\*\*CRIT\*\* checkout-api turns away/);
    expect(markdown).toContain('\n- **now** ask who runs payments.internal how it is');
    const { stdout: text } = await triage('checkout-api');
    expect(text).toMatch(/^TRIAGE checkout-api .*\n\nVERDICT\n {2}CRIT/);
  });

  it('ranks what hurts in the account, without what always does', async () => {
    const { stdout } = await triage('--all');
    expect(stdout).toMatch(/^1\. CRIT /);
    expect(stdout).toMatch(/likely a slow dependency: payments\.internal/);
    expect(stdout).not.toContain('legacy-export');
  });

  it('says of a log that may not be read that it is not known', async () => {
    await account.setFaults([{ operation: 'logs:FilterLogEvents', kind: 'denied' }]);
    const { notKnown, suspects } = await reported('checkout-api');
    expect(notKnown.map(({ says }) => says)).toContain('what its log says: it could not be read');
    expect(suspects[0]?.cause).toBe('slowDependency');
  });

  it('tells of a past before it began', async () => {
    const { verdict } = await reported('checkout-api', '--until', '60m');
    expect(verdict).toMatchObject({ severity: 'ok', confidence: null });
  });

  it.each([
    ['no function', [], 64, /name one function, or --all/],
    ['a function beside --all', ['cart-api', '--all'], 64, /name one function, or --all/],
    ['a name nearly right', ['checkout-ap'], 66, /did you mean checkout-api\?/],
    ['raw output', ['cart-api', '--output', 'raw'], 64, /prints text, md or json, not raw/],
  ])('complains of %s', async (_what, args, expected, says) => {
    const { status, stderr } = await triage(...args);
    expect(status).toBe(expected);
    expect(stderr).toMatch(says);
  });
});
