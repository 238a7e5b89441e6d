import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { MEASURES, reasonRecord } from '../../../src/print/fleet/reason-json.ts';
import type { RuleName } from '../../../src/triage/rules/reason.ts';

const RULES = Object.keys(MEASURES) as readonly RuleName[];

it('docs/scripts.md says for each reason what it measures, and over how long', async () => {
  const page = await readFile(new URL('../../../docs/scripts.md', import.meta.url), 'utf8');
  const rows = page.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  const documented = rows.flatMap(([, rule = '', unit, window = '']) =>
    RULES.some((each) => rule === `\`${each}\``) ? [[rule, unit, window.split(' ')[0]]] : [],
  );
  const measured = RULES.map((rule) => {
    const reason = { rule, severity: 'crit', value: 1, sinceMs: null, ...longestSpan(rule) } as const;
    const { unit, windowSeconds } = reasonRecord(reason) as { unit: string; windowSeconds: number | null };
    return [`\`${rule}\``, `\`${unit}\``, String(windowSeconds)];
  });
  expect(documented.toSorted()).toEqual(measured.toSorted());
});

/** A quarter of an hour of the log is read. */
function longestSpan(rule: RuleName) {
  return rule === 'memory' ? { spanMs: 900_000 } : {};
}
