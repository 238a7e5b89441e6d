import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { minuteOf } from '../../../src/lambda/time.ts';
import { frozenDemo } from '../../frozen-demo.ts';
import { runLmon } from '../lmon-in-process.ts';
import { linesOf } from '../lmon-process.ts';
import { printedReport, type Report } from '../printed-report.ts';

// What the reports say is kept word for word in test/contract/outputs.
describe.each(['checkout-api', 'ledger-stream', 'cart-api'])('the report on %s', (name) => {
  let report: Report;
  beforeAll(async () => {
    report = await printedReport(frozenDemo(), name);
  });

  const claimsOf = ({ impact, timeline, changes, patterns, affected, clear, suspects }: Report) => [
    ...[impact, timeline, changes, patterns, affected, clear].flat(),
    ...suspects.flatMap((suspect) => [...suspect.for, ...suspect.against]),
  ];

  it('backs each statement, and has something against each suspect', () => {
    expect(claimsOf(report).filter(({ evidence }) => evidence.length === 0)).toEqual([]);
    expect(report.suspects.filter(({ against }) => against.length === 0)).toEqual([]);
    expect(report.notKnown.length).toBeGreaterThan(0);
  });

  it('tells in order of time, and begins trouble where the fleet does', async () => {
    const times = report.timeline.map(({ time }) => time);
    expect(times).toEqual(times.toSorted());
    const { stdout } = await runLmon(['fleet', '--output', 'json'], { env: frozenDemo() });
    const inFleet = linesOf(stdout).map((line) => JSON.parse(line));
    const began = inFleet
      .find((each) => each.function === name)
      .reasons.flatMap(({ since }: { readonly since: string | null }) => since ?? []);
    expect(began.length).toBeGreaterThan(0);
    const told = times.map((time) => new Date(minuteOf(Date.parse(time))).toISOString());
    expect(told).toEqual(expect.arrayContaining(began));
  });

  it('prints no field that is not documented', async () => {
    const pages = await Promise.all(
      ['scripts', 'triage'].map((page) =>
        readFile(new URL(`../../../docs/${page}.md`, import.meta.url), 'utf8'),
      ),
    );
    const named = new Set(pages.flatMap((page) => [...page.matchAll(/`(\w+)`/g)].map(([, word]) => word)));
    const evidence = claimsOf(report).flatMap((claim) => claim.evidence);
    const printed = [report, report.verdict, ...report.suspects, ...claimsOf(report), ...evidence];
    const fields = new Set(printed.flatMap((each) => Object.keys(each)));
    expect([...fields].filter((field) => !named.has(field))).toEqual([]);
  });
});
