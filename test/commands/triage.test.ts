import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runLmon } from './lmon-in-process.ts';
import { frozenAccount, type LocalAccount } from './local-account.ts';
import { printedReport } from './printed-report.ts';

let account: LocalAccount;
beforeAll(async () => {
  account = await frozenAccount();
});
afterAll(() => account.close());

const triage = (...args: readonly string[]) => runLmon(['triage', ...args], { env: account.env });

describe('lmon triage', () => {
  it.each([
    ['no function', [], 64, /name one function, or --all/],
    ['a function beside --all', ['cart-api', '--all'], 64, /name one function, or --all/],
    ['a misspelt name', ['checkout-ap'], 66, /did you mean checkout-api\?/],
    ['a misspelt alias', ['cart-api:lve'], 66, /cart-api in \S+ has no alias "lve"; did you mean live\?/],
    ['CloudTrail for all', ['--all', '--cloudtrail'], 64, /--cloudtrail asks about one function/],
    ['Logs Insights for all', ['--all', '--insights'], 64, /--insights asks about one function/],
    ['raw output', ['cart-api', '--output', 'raw'], 64, /prints text, md or json, not raw/],
  ])('refuses %s', async (_what, args, expected, says) => {
    const { status, stderr } = await triage(...args);
    expect(status).toBe(expected);
    expect(stderr).toMatch(says);
  });

  it('prints Markdown to paste, and text', async () => {
    const [{ stdout: markdown, status }, { stdout: text }] = await Promise.all([
      triage('checkout-api', '--output', 'md'),
      triage('checkout-api'),
    ]);
    expect(status).toBe(0);
    expect(markdown).toMatch(
      /^## checkout-api \(AWS Lambda, eu-west-1, account 123456789012\)\n\n\*\*CRIT\*\* checkout-api turns away/,
    );
    expect(markdown).toContain('\n- **now** ask who runs payments.internal how it is');
    // Colleagues who read it in a channel use another machine.
    expect(markdown).toContain('\n- **copy** `lmon tail checkout-api');
    expect(markdown).not.toContain('lmon.js');
    expect(text).toMatch(/^TRIAGE checkout-api .*\n\nVERDICT\n {2}CRIT/);
  });

  it('ranks trouble in the account by its impact', async () => {
    const { stdout } = await triage('--all');
    expect(stdout).toMatch(/^CALLERS GET ERRORS OR DATA IS LOST\n1\. CRIT checkout-api/);
    expect(stdout).toMatch(/\n\d\. CRIT email-dispatch losing events/);
    expect(stdout).toMatch(/likely a slow dependency: payments\.internal/);
    expect(stdout).toMatch(/cart-api fails .*likely version 42 behind alias live/);
    expect(stdout).not.toContain('legacy-export');
  });

  it('does not call an account well of which nothing was judged', async () => {
    await account.setFaults([{ operation: 'cloudwatch:GetMetricData', kind: 'denied' }]);
    const { stdout } = await triage('--all');
    await account.setFaults([]);
    expect(stdout).toMatch(/^\d+ functions could not be judged; no other breaks a rule\n$/);
  });

  it.each([
    [
      'alias',
      'live',
      /^alias live: [\d,]+ calls in 15 min, [\d.]+ % of them fail; all else is of cart-api as a whole$/,
    ],
    [
      'version',
      '42',
      /^version 42: [\d,]+ calls in 15 min by way of live, [\d.]+ % of them fail; all else is of/,
    ],
  ])('reports on a function, starting with the %s %s that was asked for', async (_kind, word, says) => {
    const { qualifier, impact, verdict, commands } = await printedReport(account.env, `cart-api:${word}`);
    expect(qualifier).toBe(word);
    expect(impact[0]?.says).toMatch(says);
    expect(verdict.says).toMatch(/^cart-api fails/);
    expect(commands).toContainEqual(expect.stringContaining(`cart-api:${word}`));
  });

  it('finds nothing wrong at a time before the trouble began', async () => {
    const { verdict } = await printedReport(account.env, 'checkout-api', '--until', '60m');
    expect(verdict).toMatchObject({ severity: 'ok', confidence: null });
  });
});
