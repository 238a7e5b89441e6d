import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { minuteOf } from '../../src/lambda/time.ts';
import { linesOf, runLmon } from './lmon-process.ts';
import { type LocalAccount, localAccount, START_MS } from './local-account.ts';
import { logWriter } from './written-log.ts';

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
  readonly qualifier: string | null;
  readonly verdict: { readonly severity: string; readonly says: string; readonly confidence: number | null };
  readonly impact: readonly Claim[];
  readonly timeline: readonly (Claim & { readonly time: string })[];
  readonly changes: readonly (Claim & {
    readonly time: string;
    readonly kind: string;
    readonly leadSeconds: number | null;
  })[];
  readonly patterns: readonly (Claim & {
    readonly pattern: string;
    readonly isNew: boolean;
    readonly ofFailed: number | null;
    readonly ofOthers: number | null;
    readonly firstSeen: string | null;
  })[];
  readonly affected: readonly (Claim & { readonly of: string; readonly field: string | null })[];
  readonly suspects: readonly {
    readonly cause: string;
    readonly for: readonly Claim[];
    readonly against: readonly Claim[];
  }[];
  readonly furtherBack: readonly Claim[];
  readonly commands: readonly string[];
  readonly clear: readonly Claim[];
  readonly notKnown: readonly Claim[];
}

async function reported(...args: readonly string[]): Promise<Report> {
  const { stdout } = await triage(...args, '--output', 'json');
  return JSON.parse(linesOf(stdout)[0] ?? '{}') as Report;
}

const usual = new Map<string, Promise<Report>>();

/** The report of a function as the account is, made once for all tests that read it. */
function usualReport(functionName: string): Promise<Report> {
  const made = usual.get(functionName) ?? reported(functionName);
  usual.set(functionName, made);
  return made;
}

/** Which of both depends on the minute in which the report is made. */
const NOT_OVER = /^(?:not over, not better|getting worse): /;

describe('lmon triage', () => {
  it.each([
    ['checkout-api', 'slowDependency', /likely a slow dependency: payments\.internal$/],
    ['order-stream-consumer', 'slowStream', /likely calls too slow for what the stream brings$/],
    ['ledger-stream', 'blockedShard', /likely one record blocks its shard$/],
    ['image-resize', 'accountPool', /^account pool full .* as image-resize adds/],
    ['email-dispatch', 'refusedEvents', /loses events since .* dead-letter target$/],
    [
      'invoice-pdf',
      'outOfMemory',
      /^invoice-pdf runs out of memory(?: since \d\d \w+ about \d\d:00Z)?: \d+ calls died of it in the last 15m$/,
    ],
    ['auth-token', 'ownLimit', /uses \d+ % of its request rate of 350\/s/],
    ['cart-api', 'deployment', /likely version 42 behind alias live$/],
    ['inventory-sync', 'badMessages', /likely messages that cannot be worked on$/],
  ])('names what is behind the trouble of %s: %s', async (functionName, cause, says) => {
    const { verdict, suspects, timeline } = await usualReport(functionName);
    expect(verdict.says).toMatch(says);
    expect(suspects[0]?.cause).toBe(cause);
    for (const suspect of suspects) {
      expect([suspect.cause, suspect.for.length + suspect.against.length]).not.toEqual([suspect.cause, 0]);
      expect(suspect.against.length).toBeGreaterThan(0);
    }
    const times = timeline.map(({ time }) => time);
    expect(times).toEqual(times.toSorted());
  });

  it.each(['geo-lookup', 'report-nightly'])('finds nothing wrong with %s', async (functionName) => {
    const { verdict, suspects, impact } = await usualReport(functionName);
    expect([verdict.severity, suspects, impact]).toEqual(['ok', [], []]);
  });

  it('compares the log of what only the queue and not the metrics tell of', async () => {
    const { patterns, notKnown } = await usualReport('inventory-sync');
    expect(patterns.map(({ says }) => says)).toContainEqual(expect.stringContaining("KeyError: 'sku'"));
    expect(notKnown.map(({ says }) => says).join('\n')).not.toContain('could be read');
  });

  it('finds nothing in what has failed alike all week, and says what would be a finding', async () => {
    const { verdict, suspects, impact, timeline, clear } = await usualReport('legacy-export');
    expect([verdict.severity, suspects, impact, timeline]).toEqual(['ok', [], [], []]);
    expect(verdict.says).toMatch(
      /^legacy-export has failed about \d\.\d % of calls for 7d( \d+h)? or longer; \d\.\d % in 5 min; a finding from \d+(\.\d)? %$/,
    );
    expect(clear.map(({ says }) => says)).toContainEqual(expect.stringMatching(/^errors as all week/));
  });

  it('tells in which order it went wrong, and backs each statement', async () => {
    const report = await usualReport('checkout-api');
    expect(report.timeline.map(({ says }) => says)).toEqual([
      'version 119 published',
      expect.stringMatching(/^average duration from 1\.1 s to/),
      'errors began',
      'throttles began',
      'checkout-api-throttles rings on Throttles',
    ]);
    const claims = [
      ...report.impact,
      ...report.timeline,
      ...report.changes,
      ...report.patterns,
      ...report.affected,
      ...report.clear,
      ...report.suspects.flatMap((suspect) => [...suspect.for, ...suspect.against]),
    ];
    expect(claims.filter(({ evidence }) => evidence.length === 0)).toEqual([]);
    expect(report.notKnown.length).toBeGreaterThan(0);
  });

  it.each([
    ['checkout-api', 'version 119 published: other code than 118; alias live sends it all of its calls', 31],
    ['cart-api', 'version 42 published: other code than 41; alias live sends it 10 % of its calls', 33],
  ])('names what changed before the trouble of %s', async (functionName, says, minutesAgo) => {
    const { changes } = await usualReport(functionName);
    expect(changes[0]).toMatchObject({
      kind: 'code',
      says: expect.stringContaining(says),
      time: new Date(minuteOf(START_MS) - minutesAgo * 60_000).toISOString(),
    });
    expect(changes[0]?.evidence).toContainEqual({
      source: 'api',
      operation: 'lambda:ListVersionsByFunction',
    });
  });

  it('tells of a runtime that AWS changed without a deployment, by the lines of environments that started', async () => {
    const group = '/aws/lambda/invoice-pdf';
    const stream = `2026/11/24/[$LATEST]${'5'.repeat(32)}`;
    const arn = `arn:aws:lambda:eu-west-1::runtime:${'9'.repeat(64)}`;
    const writer = logWriter(account);
    await writer.createStream(group, stream);
    await writer.writeAt(group, stream, [
      [START_MS - 15 * 60_000, `INIT_START Runtime Version: python:3.13.v99\tRuntime Version ARN: ${arn}\n`],
    ]);
    writer.close();
    const { changes } = await reported('invoice-pdf');
    expect(changes.map(({ kind, says }) => [kind, says])).toContainEqual([
      'runtime',
      expect.stringMatching(/^environments start with another build of the runtime, python:3\.13\.v99/),
    ]);
  });

  it.each([
    ['cart-api', /^TypeError: Cannot read properties of undefined/, { isNew: true }],
    ['checkout-api', /^payments\.internal: try 3 slow|^retry # POST https:\/\/payments\.internal/, {}],
  ])(
    'tells first what the log of %s says since, or only where it fails',
    async (functionName, says, more) => {
      const { patterns } = await usualReport(functionName);
      expect(patterns[0]).toMatchObject({ pattern: expect.stringMatching(says), ...more });
      // Of each minute the log tells a little other things: the report may be of any in which the machine came to it.
      const ofFailed = patterns[0]?.ofFailed ?? 0;
      expect(ofFailed).toBeGreaterThan(0.75);
      expect(ofFailed - (patterns[0]?.ofOthers ?? 1)).toBeGreaterThan(0.3);
    },
  );

  it('looks for the first line of what is new, to the second', async () => {
    const { patterns } = await usualReport('cart-api');
    const canaryMs = minuteOf(START_MS) - 33 * 60_000;
    const firstMs = Date.parse(patterns[0]?.firstSeen ?? '');
    expect(firstMs).toBeGreaterThanOrEqual(canaryMs);
    expect(firstMs).toBeLessThan(canaryMs + 60_000);
  });

  it('names whom it hits: the version, and what the log shows to make no difference', async () => {
    const { affected: ofCart } = await usualReport('cart-api');
    expect(ofCart[0]).toMatchObject({ of: 'field', field: 'version', value: '42' });
    expect(ofCart.map(({ says }) => says)).toContainEqual(
      expect.stringMatching(
        /^alias live, by metrics of 15m: version 41 with 90 %: (?:0\.\d|<0\.1) % of [\d,]+ calls fail, p95 \d+ ms; version 42/,
      ),
    );
    const { affected: ofCheckout } = await usualReport('checkout-api');
    expect(ofCheckout[0]?.says).toMatch(
      /^no group stands out: calls that fail and others do not differ in environment.* \(of [\d,]+ calls read, [\d:]+Z to [\d:]+Z; [\d,]+ failed\)$/,
    );
  });

  it('asks Logs Insights where it is told to, after saying what that costs', async () => {
    const { stdout, stderr } = await triage(
      'invoice-pdf',
      '--insights',
      '--since',
      '20m',
      '--output',
      'json',
    );
    expect(stderr).toMatch(/^lmon: Logs Insights will read about \d+ MB: less than \$0\.01 by list price$/m);
    const { furtherBack } = JSON.parse(linesOf(stdout)[0] ?? '{}') as Report;
    expect(furtherBack.map(({ says }) => says)).toEqual([
      expect.stringMatching(
        /^[\d,]+ calls in 20m since 0[23]:\d\dZ: \d+ timed out, [1-9]\d* crashed or ran out of memory/,
      ),
      expect.stringMatching(/^duration p50 \d\.\d s at first.*at most 1,024 MB used$/),
      expect.stringMatching(/^2 queries read \d+ MB: less than \$0\.01 by list price$/),
    ]);
  });

  it('makes no query of which nobody knows the price', async () => {
    await account.forgetCalls();
    await account.setFaults([{ operation: 'logs:DescribeLogGroups', kind: 'denied' }]);
    const { furtherBack } = await reported('invoice-pdf', '--insights');
    expect(furtherBack.map(({ says }) => says)).toEqual([
      'not read: what it would cost is not known: logs:DescribeLogGroups denied',
    ]);
    expect(Object.keys(await account.calls())).not.toContain('logs:StartQuery');
  });

  it('asks Logs Insights nothing where nobody told it to', async () => {
    await account.forgetCalls();
    const { furtherBack } = await reported('invoice-pdf');
    expect(furtherBack).toEqual([]);
    expect(Object.keys(await account.calls())).not.toContain('logs:DescribeLogGroups');
  });

  it('names who made a change, and by which calls, where it is told to ask CloudTrail', async () => {
    const { changes, notKnown } = await reported('checkout-api', '--cloudtrail');
    expect(changes[0]).toMatchObject({
      kind: 'code',
      says: expect.stringMatching(
        /^version 119 published by release-pipeline: .* \(UpdateFunctionCode, PublishVersion, UpdateAlias\)$/,
      ),
    });
    expect(changes[0]?.evidence).toContainEqual({ source: 'api', operation: 'cloudtrail:LookupEvents' });
    expect(changes).toHaveLength(1);
    expect(notKnown.map(({ says }) => says).join()).not.toContain('CloudTrail');
  });

  it('says that it may not ask CloudTrail', async () => {
    await account.setFaults([{ operation: 'cloudtrail:LookupEvents', kind: 'denied' }]);
    const { changes, notKnown } = await reported('checkout-api', '--cloudtrail');
    expect(changes[0]?.says).toMatch(/^version 119 published/);
    expect(notKnown.map(({ says }) => says)).toContain('who changed what: cloudtrail:LookupEvents: denied');
  });

  it('goes on without the list of versions, and says that it is denied', async () => {
    await account.setFaults([{ operation: 'lambda:ListVersionsByFunction', kind: 'denied' }]);
    const { changes, notKnown } = await reported('checkout-api');
    expect(changes.map(({ says }) => says)).toContainEqual('code or configuration changed');
    expect(notKnown.map(({ says }) => says)).toContain('lambda:ListVersionsByFunction: denied');
  });

  it.each([
    [
      'checkout-api',
      [/calls turned away since 02:58Z$/, /calls failed since/, /^callers get these errors/, NOT_OVER],
    ],
    [
      'order-stream-consumer',
      [
        /^its records wait .* falls further behind$/,
        /^no record is lost so far/,
        /^called by the stream orders/,
      ],
    ],
    [
      'ledger-stream',
      [
        /calls failed since/,
        /falls further behind$/,
        /^no record is lost so far/,
        /^called by the stream ledger/,
        NOT_OVER,
      ],
    ],
    ['image-resize', [/^nobody is turned away so far$/]],
    [
      'email-dispatch',
      [
        /^\d+ events are lost since 02:52Z: email-dispatch-dead-letters/,
        /^called asynchronously: .* goes to email-dispatch-dead-letters/,
        NOT_OVER,
      ],
    ],
    ['auth-token', [/^nobody is turned away so far$/]],
    ['cart-api', [/calls failed since 02:39Z$/, /^callers get these errors/, NOT_OVER]],
    [
      'inventory-sync',
      [/set aside since .* wait in inventory-redrive/, /^called by the queue inventory/, NOT_OVER],
    ],
  ])('says what the trouble of %s does to whom, and that it is not over', async (functionName, lines) => {
    const { impact } = await usualReport(functionName);
    expect(impact.map(({ says }) => says)).toEqual(lines.map((line) => expect.stringMatching(line)));
  });

  it('prints no field that the documentation does not name', async () => {
    const pages = await Promise.all(
      ['scripts', 'triage'].map((page) =>
        readFile(new URL(`../../docs/${page}.md`, import.meta.url), 'utf8'),
      ),
    );
    const named = new Set(pages.flatMap((page) => [...page.matchAll(/`(\w+)`/g)].map(([, name]) => name)));
    const report = await usualReport('checkout-api');
    const claims = [
      ...report.impact,
      ...report.timeline,
      ...report.suspects,
      ...report.clear,
      ...report.changes,
    ];
    const evidence = claims.flatMap((claim) => ('evidence' in claim ? claim.evidence : []));
    const fields = [report, report.verdict, ...claims, ...evidence].flatMap((each) => Object.keys(each));
    expect([...new Set(fields)].filter((field) => !named.has(field))).toEqual([]);
  });

  it('dates errors to the second where the log holds the first line that failed calls say', async () => {
    const { timeline } = await usualReport('cart-api');
    const began = timeline.find(({ says }) => says.startsWith('errors began'));
    expect(began?.says).toMatch(/^errors began at 02:39:\d\dZ: TypeError: Cannot read properties/);
    expect(began?.time).toMatch(/^2026-11-24T02:39:\d\d/);
    expect(began?.evidence.map(({ source }) => source)).toContain('log');
  });

  it('tells the same times as the fleet', async () => {
    const { stdout } = await runLmon(['fleet', '--output', 'json'], { env: account.env });
    const fleet = linesOf(stdout).map((line) => JSON.parse(line));
    for (const name of ['checkout-api', 'order-stream-consumer', 'ledger-stream']) {
      const { timeline } = await reported(name);
      const told = timeline.map(({ time }) => new Date(minuteOf(Date.parse(time))).toISOString());
      const { reasons } = fleet.find((each) => each.function === name);
      const began = reasons.flatMap(({ since }: { since: string | null }) => since ?? []);
      expect(began.length).toBeGreaterThan(0);
      expect(told).toEqual(expect.arrayContaining(began));
    }
  });

  it('is Markdown to paste, and text', async () => {
    const { stdout: markdown, status } = await triage('checkout-api', '--output', 'md');
    expect(status).toBe(0);
    expect(markdown).toMatch(
      /^## checkout-api \(AWS Lambda, eu-west-1, account 123456789012\)\n\n\*\*CRIT\*\* checkout-api turns away/,
    );
    expect(markdown).toContain('\n- **now** ask who runs payments.internal how it is');
    // Whoever reads it in a channel has another machine.
    expect(markdown).toContain('\n- **copy** `lmon tail checkout-api');
    expect(markdown).not.toContain('lmon.js');
    const { stdout: text } = await triage('checkout-api');
    expect(text).toMatch(/^TRIAGE checkout-api .*\n\nVERDICT\n {2}CRIT/);
  });

  it('ranks what hurts in the account by what it does to whom', async () => {
    const { stdout } = await triage('--all');
    expect(stdout).toMatch(/^CALLERS GET ERRORS OR DATA IS LOST\n1\. CRIT checkout-api/);
    expect(stdout).toMatch(/\n\d\. CRIT email-dispatch loses events/);
    expect(stdout).toMatch(/likely a slow dependency: payments\.internal/);
    expect(stdout).toMatch(/cart-api fails .*likely version 42 behind alias live/);
    expect(stdout).not.toContain('legacy-export');
  });

  it('says of a log that may not be read that it is not known', async () => {
    await account.setFaults([{ operation: 'logs:FilterLogEvents', kind: 'denied' }]);
    const { notKnown, suspects } = await reported('checkout-api');
    expect(notKnown.map(({ says }) => says)).toContain('what its log says: it could not be read');
    expect(suspects[0]?.cause).toBe('slowDependency');
  });

  it.each([
    [
      'alias',
      'live',
      /^alias live: [\d,]+ calls in 15m, [\d.]+ % of them fail; all else is of cart-api as a whole$/,
    ],
    [
      'version',
      '42',
      /^version 42: [\d,]+ calls in 15m by way of live, [\d.]+ % of them fail; all else is of/,
    ],
  ])('reports on a function, and first how the %s %s fares that was asked for', async (_kind, word, says) => {
    const { qualifier, impact, verdict, commands } = await reported(`cart-api:${word}`);
    expect(qualifier).toBe(word);
    expect(impact[0]?.says).toMatch(says);
    expect(verdict.says).toMatch(/^cart-api fails/);
    expect(commands).toContainEqual(expect.stringContaining(`cart-api:${word}`));
  });

  it('tells of a past before it began', async () => {
    const { verdict } = await reported('checkout-api', '--until', '60m');
    expect(verdict).toMatchObject({ severity: 'ok', confidence: null });
  });

  it.each([
    ['no function', [], 64, /name one function, or --all/],
    ['a function beside --all', ['cart-api', '--all'], 64, /name one function, or --all/],
    ['a name nearly right', ['checkout-ap'], 66, /did you mean checkout-api\?/],
    [
      'an alias nearly right',
      ['cart-api:lve'],
      66,
      /cart-api in \S+ has no alias "lve"; did you mean live\?/,
    ],
    ['CloudTrail for all', ['--all', '--cloudtrail'], 64, /--cloudtrail asks about one function/],
    ['Logs Insights for all', ['--all', '--insights'], 64, /--insights asks about one function/],
    ['raw output', ['cart-api', '--output', 'raw'], 64, /prints text, md or json, not raw/],
  ])('complains of %s', async (_what, args, expected, says) => {
    const { status, stderr } = await triage(...args);
    expect(status).toBe(expected);
    expect(stderr).toMatch(says);
  });
});
