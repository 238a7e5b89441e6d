import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { groupedText, percentText, rateText } from '../../../src/terminal/quantity.ts';
import { type LocalAccount, localAccount, START_MS } from '../../commands/local-account.ts';
import { STANDS_STILL } from '../../frozen-demo.ts';
import { startApp } from '../open-app.ts';
import { KEY, type Screen } from '../open-screen.ts';

/** The account pool has just filled. */
const ASKED_MINUTE = 20;
/** A past time is read once: all screens show the same moment. */
const UNTIL = new Date(START_MS + 18 * MINUTE_MS).toISOString();

/** Each with another limit: reserved, the account pool, the request rate, and shards. */
const NAMES = ['checkout-api', 'image-resize', 'auth-token', 'order-stream-consumer', 'cart-api'];

function matched(text: string, pattern: RegExp): readonly string[] {
  const found = pattern.exec(text);
  if (found === null) throw new Error(`${pattern} is not on the screen:\n${text}`);
  return found.slice(1);
}

const numberOf = (text: string) => Number(text.replaceAll(/[~,]/g, ''));

describe('the figures of a function on screens of one moment', () => {
  let account: LocalAccount;
  let screen: Screen;
  const shown = () => screen.text().join('\n');
  let fleet = '';

  beforeAll(async () => {
    account = await localAccount(STANDS_STILL, {
      anchorMs: START_MS + ASKED_MINUTE * MINUTE_MS,
      quotas: false,
    });
    screen = await startApp({
      args: ['fleet', '--until', UNTIL],
      columns: 200,
      rows: 60,
      env: account.env,
    });
    await screen.waitFor(() => /350 Q[\s\S]* idle /.test(shown()) && !/reading|not yet/.test(shown()));
    fleet = shown();
  });
  afterAll(async () => {
    await screen?.close();
    await account?.close();
  });

  /** Presses keys until the screen shows it, and gives its text. */
  async function textAfter(keys: string, shows: RegExp): Promise<string> {
    screen.press(keys);
    await screen.waitFor(() => shows.test(shown()) && !/reading its|still reading/.test(shown()));
    return shown();
  }

  it.each(NAMES)(
    'are the same in the fleet, the dashboard, headroom and triage, and in truth: %s',
    async (name) => {
      const row = new RegExp(
        ` (CRIT|WARN|ok) +${name} +(\\S+) +(\\S+) +(\\S+) +([\\d.]+ m?s) +\\d+ % +(\\S+)/(\\S+) [A-Z] +A?(\\d+) +(?:A ?)?(\\S+)`,
      );
      const [severity, rate, errors, throttles, p95, inUse, limit, use, eta] = matched(fleet, row);

      const dashboard = await textAfter(
        `:fn ${name}${KEY.enter}`,
        new RegExp(`› ${name} · [\\s\\S]* MINUTE \\d`),
      );
      const [minute] = matched(dashboard, / MINUTE (\d\d:\d\d)Z/);
      const truth = account.world.truth.minute(name, Date.parse(`${UNTIL.slice(0, 11)}${minute}:00Z`));
      const attempts = truth.invocations + truth.throttles;
      expect(matched(dashboard, / attempts +([\d,]+)/)).toEqual([groupedText(attempts)]);
      expect(matched(dashboard, / turned away {2,}([\d,]+)/)).toEqual([groupedText(truth.throttles)]);
      expect(matched(dashboard, / errors +([\d,]+)/)).toEqual([groupedText(truth.errors)]);
      expect(matched(dashboard, / duration +.* p95 ([\d.]+ m?s)/)).toEqual([p95]);
      const [level, peak] = matched(dashboard, / concurrency +(~\S+)[ ●▲]+peak ([\d,]+)/);
      expect(peak).toBe(groupedText(truth.peakConcurrency));
      expect(rate).toBe(rateText(truth.invocations / 60));
      expect(errors).toBe(percentText(truth.errors / truth.invocations));
      expect(throttles).toBe(percentText(truth.throttles / attempts));
      expect(matched(dashboard, / [●▲·] (CRIT|WARN|ok) /)).toEqual([severity]);

      const headroom = await textAfter('H', new RegExp(`› ${name} › Headroom[\\s\\S]*HOW THE ESTIMATE`));
      const [used, of, share] = matched(headroom, /^ ▸ .{12} +(\S+) of ([\d,]+)(?:\/s)?[ ●▲]+(\d+) %/m);
      expect([of, share]).toEqual([limit, use]);
      if (!headroom.includes('▸ account pool')) expect(numberOf(used!)).toBe(numberOf(inUse!));
      if (!headroom.includes('▸ request rate')) expect(level).toBe(inUse);
      expect(matched(headroom, / served +([\d,]+) \/ 60 s/)).toEqual([groupedText(truth.invocations)]);
      expect(matched(headroom, / observed max .*= +([\d,]+)/)).toEqual([peak]);
      expect(eta === 'now').toBe(/turned calls away|met then/.test(headroom));

      const triage = await textAfter('T', new RegExp(`› ${name} › Triage[\\s\\S]*VERDICT[\\s\\S]*SOURCES`));
      expect(matched(triage, / [●▲·] (CRIT|WARN|ok) /)).toEqual([severity]);
    },
  );
});
