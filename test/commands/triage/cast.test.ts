import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { minuteOf } from '../../../src/lambda/time.ts';
import { HURTING } from '../../local/demo-functions.ts';
import { runLmon } from '../lmon-in-process.ts';
import { linesOf } from '../lmon-process.ts';
import { frozenAccount, type LocalAccount, START_MS } from '../local-account.ts';
import { ofEach } from '../of-each.ts';
import { printedReport, type Report } from '../printed-report.ts';

interface InFleet {
  readonly function: string;
  readonly reasons: readonly { readonly since: string | null }[];
}

const REPORTED = [...HURTING, 'geo-lookup', 'report-nightly', 'legacy-export'];

let account: LocalAccount;
/** The fleet's output before the first report. */
let fleet: readonly InFleet[];
let reports: ReadonlyMap<string, Report>;
beforeAll(async () => {
  account = await frozenAccount();
  const { stdout } = await runLmon(['fleet', '--output', 'json'], { env: account.env });
  fleet = linesOf(stdout).map((line) => JSON.parse(line));
  reports = await ofEach(REPORTED, 2, (name) => printedReport(account.env, name));
}, 400_000);
afterAll(() => account.close());

/** The report on a function of the account, made once for all tests that read it. */
function reportOn(functionName: string): Report {
  const report = reports.get(functionName);
  if (report === undefined) throw new Error(`no report was made on ${functionName}`);
  return report;
}

/** Which of these it is depends on the minute of the report. */
const NOT_OVER = /^(?:not over, not better|getting worse): /;

describe('a report on a function of the demo', () => {
  it.each([
    ['checkout-api', 'slowDependency', /likely a slow dependency: payments\.internal$/],
    ['order-stream-consumer', 'slowStream', /likely calls too slow for what the stream brings$/],
    ['ledger-stream', 'blockedShard', /likely one record blocks its shard$/],
    ['image-resize', 'accountPool', /^account pool full .* as image-resize adds/],
    ['email-dispatch', 'refusedEvents', /losing events since .* dead-letter target$/],
    [
      'invoice-pdf',
      'outOfMemory',
      /^invoice-pdf running out of memory(?: since \d\d \w+ about \d\d:00Z)?: \d+ calls died of it in 1[45] min$/,
    ],
    ['auth-token', 'ownLimit', /uses \d+ % of its request limit of 350\/s/],
    ['cart-api', 'deployment', /likely version 42 behind alias live$/],
    ['inventory-sync', 'badMessages', /likely messages that cannot be worked on$/],
  ])('names the cause behind the trouble of %s: %s', (functionName, cause, says) => {
    const { verdict, suspects, timeline } = reportOn(functionName);
    expect(verdict.says).toMatch(says);
    expect(suspects[0]?.cause).toBe(cause);
    for (const suspect of suspects) {
      expect([suspect.cause, suspect.for.length + suspect.against.length]).not.toEqual([suspect.cause, 0]);
      expect(suspect.against.length).toBeGreaterThan(0);
    }
    const times = timeline.map(({ time }) => time);
    expect(times).toEqual(times.toSorted());
  });

  it.each(['geo-lookup', 'report-nightly'])('finds nothing wrong with %s', (functionName) => {
    const { verdict, suspects, impact } = reportOn(functionName);
    expect([verdict.severity, suspects, impact]).toEqual(['ok', [], []]);
  });

  it('compares the log if only the queue shows the trouble, not the metrics', () => {
    const { patterns, notKnown } = reportOn('inventory-sync');
    expect(patterns.map(({ says }) => says)).toContainEqual(expect.stringContaining("KeyError: 'sku'"));
    expect(notKnown.map(({ says }) => says).join('\n')).not.toContain('could be read');
  });

  it('finds nothing in failures that are the same all week, and says what would be a finding', () => {
    const { verdict, suspects, impact, timeline, clear } = reportOn('legacy-export');
    expect([verdict.severity, suspects, impact, timeline]).toEqual(['ok', [], [], []]);
    expect(verdict.says).toMatch(
      /^legacy-export fails \d\.\d % of calls in 5 min, which is usual here; about \d\.\d % for 7 days( \d+ h)? or longer; WARN from \d+(\.\d)? %$/,
    );
    expect(clear.map(({ says }) => says)).toContainEqual(expect.stringMatching(/^errors as all week/));
  });

  it('says in which order things went wrong, and backs each statement', () => {
    const report = reportOn('checkout-api');
    expect(report.timeline.map(({ says }) => says)).toEqual([
      'version 119 published',
      expect.stringMatching(/^average duration from 1\.1 s to/),
      'errors began',
      'throttles began',
      'checkout-api-throttles ringing on Throttles',
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
  ])('names what changed before the trouble of %s', (functionName, says, minutesAgo) => {
    const { changes } = reportOn(functionName);
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

  it.each([
    ['cart-api', /^TypeError: Cannot read properties of undefined/, { isNew: true }],
    ['checkout-api', /^payments\.internal: try 3 slow|^retry # POST https:\/\/payments\.internal/, {}],
  ])('lists first what the log of %s has said since, or only where it fails', (functionName, says, more) => {
    const { patterns } = reportOn(functionName);
    expect(patterns[0]).toMatchObject({ pattern: expect.stringMatching(says), ...more });
    // Each minute of the log is a little different, and the report's minute depends on the machine's speed.
    const ofFailed = patterns[0]?.ofFailed ?? 0;
    expect(ofFailed).toBeGreaterThan(0.75);
    expect(ofFailed - (patterns[0]?.ofOthers ?? 1)).toBeGreaterThan(0.3);
  });

  it('finds the first line of a new pattern, to the second', () => {
    const { patterns } = reportOn('cart-api');
    const canaryMs = minuteOf(START_MS) - 33 * 60_000;
    const firstMs = Date.parse(patterns[0]?.firstSeen ?? '');
    expect(firstMs).toBeGreaterThanOrEqual(canaryMs);
    expect(firstMs).toBeLessThan(canaryMs + 60_000);
  });

  it('names what is affected: the version, and what makes no difference according to the log', () => {
    const { affected: ofCart } = reportOn('cart-api');
    expect(ofCart[0]).toMatchObject({ of: 'field', field: 'version', value: '42' });
    expect(ofCart.map(({ says }) => says)).toContainEqual(
      expect.stringMatching(
        /^alias live, by metrics of 15 min: version 41 with 90 %: (?:0\.\d|<0\.1) % of [\d,]+ calls fail, p95 \d+ ms; version 42/,
      ),
    );
    const { affected: ofCheckout } = reportOn('checkout-api');
    expect(ofCheckout[0]?.says).toMatch(
      /^no group stands out: failed calls do not differ from the others in environment.* \(of [\d,]+ calls read, [\d:]+Z to [\d:]+Z; [\d,]+ failed\)$/,
    );
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
  ])('says what the trouble of %s does to whom, and that it is not over', (functionName, lines) => {
    const { impact } = reportOn(functionName);
    expect(impact.map(({ says }) => says)).toEqual(lines.map((line) => expect.stringMatching(line)));
  });

  it('prints no field that is not documented', async () => {
    const pages = await Promise.all(
      ['scripts', 'triage'].map((page) =>
        readFile(new URL(`../../../docs/${page}.md`, import.meta.url), 'utf8'),
      ),
    );
    const named = new Set(pages.flatMap((page) => [...page.matchAll(/`(\w+)`/g)].map(([, name]) => name)));
    const report = reportOn('checkout-api');
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

  it('dates errors to the second if the log has the first line that failed calls write', () => {
    const { timeline } = reportOn('cart-api');
    const began = timeline.find(({ says }) => says.startsWith('errors began'));
    expect(began?.says).toMatch(/^errors began at 02:39:\d\dZ: TypeError: Cannot read properties/);
    expect(began?.time).toMatch(/^2026-11-24T02:39:\d\d/);
    expect(began?.evidence.map(({ source }) => source)).toContain('log');
  });

  it('gives the same times as the fleet', () => {
    for (const name of ['checkout-api', 'order-stream-consumer', 'ledger-stream']) {
      const { timeline } = reportOn(name);
      const told = timeline.map(({ time }) => new Date(minuteOf(Date.parse(time))).toISOString());
      const { reasons } = fleet.find((each) => each.function === name) ?? { reasons: [] };
      const began = reasons.flatMap(({ since }) => since ?? []);
      expect(began.length).toBeGreaterThan(0);
      expect(told).toEqual(expect.arrayContaining(began));
    }
  });
});
