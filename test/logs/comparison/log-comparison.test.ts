import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../../src/lambda/time.ts';
import {
  comparedLog,
  type LogComparison,
  type LogSpan,
} from '../../../src/logs/comparison/log-comparison.ts';
import { type RawText, rawText } from '../../../src/terminal/text.ts';
import { eventsOf, repeated, type WrittenRun } from '../runs/logged-function.ts';

function spanOf(fromMs: number, runs: readonly WrittenRun[]): LogSpan {
  const events = runs
    .map((run) => ({ ...run, startMs: run.startMs + fromMs }))
    .flatMap(eventsOf)
    .map(({ event }) => event)
    .toSorted((one, other) => one.timestampMs - other.timestampMs);
  return { fromMs, toMs: fromMs + HOUR_MS, events };
}

function compared(now: readonly WrittenRun[], before: readonly WrittenRun[] | null = null): LogComparison {
  return comparedLog(spanOf(10 * HOUR_MS, now), before && spanOf(HOUR_MS, before)).comparison;
}

const wordings = ({ patterns }: LogComparison) => patterns.map(({ wording }) => wording.join('#').trim());
const named = ({ hits }: LogComparison) => hits.map(({ field, value }) => `${field} ${value}`);

const healthy = (says: string): Partial<WrittenRun> => ({ says: [[5, says]] });
const failed = (...says: readonly string[]): Partial<WrittenRun> => ({
  says: says.map((each, place) => [5 + place, each]),
  status: 'error\tError Type: Runtime.ExitError',
});

describe('patterns that changed', () => {
  const usual = repeated(200, (place) => healthy(`order ${place} stored`));

  it('start with those that are new and logged by failing calls', () => {
    const now = repeated(200, (place) =>
      place % 10 === 0
        ? failed(`order ${place} stored`, `ERROR no stock for item ${place + 7_001}`)
        : {
            says: [
              [5, `order ${place} stored`],
              [6, `cache miss ${place}`],
            ],
          },
    );
    const comparison = compared(now, usual);
    expect(wordings(comparison)[0]).toBe('no stock for item #');
    expect(comparison.patterns[0]).toMatchObject({
      isNew: true,
      level: 'ERROR',
      countNow: 20,
      countBefore: 0,
      factor: null,
      ofFailed: 1,
      ofOthers: 0,
    });
  });

  /** One call in ten throws this message, which the log has without a level. */
  function thrown(message: string): LogComparison {
    const runs = repeated(200, (place) =>
      place % 10 === 0
        ? failed(`order ${place} stored`, 'answered 500', 'thrown here')
        : healthy(`order ${place} stored`),
    );
    const { fromMs, toMs, events } = spanOf(10 * HOUR_MS, runs);
    const renamed = events.map((event) =>
      event.message.includes('thrown here') ? { ...event, message: rawText(message) } : event,
    );
    return comparedLog({ fromMs, toMs, events: renamed }, spanOf(HOUR_MS, usual)).comparison;
  }

  it('include uncaught exceptions without a level', () => {
    const comparison = thrown('away: shop.Away\nshop.Away: away\n\tat shop.Store.put(Store.java:88)\n');

    expect(comparison.patterns[0]).toMatchObject({ level: 'ERROR', countNow: 20 });
    expect(wordings(comparison)[0]).toContain('away: shop.Away');
  });

  it("include what Ruby's runtime says about an error, not that it was raised", () => {
    const error = { errorMessage: 'Access Denied', errorType: 'Function<Aws::S3::Errors::AccessDenied>' };
    const comparison = thrown(`Error raised from handler method\n${JSON.stringify(error, null, 2)}\n`);

    expect(wordings(comparison)[0]).toBe('Aws::S3::Errors::AccessDenied: Access Denied');
  });

  it('leave it to frequent lines to tell if no line shows which calls failed', () => {
    const says = (place: number) =>
      healthy(place % 4 === 0 ? `write /tmp/${place}.pdf: no space left on device` : `order ${place} stored`);
    const { patterns, said } = compared(repeated(200, says), repeated(200, says));
    expect(patterns).toEqual([]);
    expect(said.map(({ wording, ofRuns }) => [wording.join('#'), ofRuns])).toEqual([
      ['order # stored', 0.75],
      ['write #: no space left on device', 0.25],
    ]);
    expect(compared(repeated(200, (place) => (place === 0 ? failed('no') : says(place)))).said).toEqual([]);
  });

  it('start with new errors if no line shows which calls failed', () => {
    const now = repeated(200, (place) => ({
      says: [
        [5, `order ${place} stored`],
        [6, 'using price list of autumn'],
        ...(place % 4 === 0 ? [[7, 'ERROR order not taken'] as const] : []),
      ],
    }));
    expect(wordings(compared(now, usual))).toEqual(['order not taken', 'using price list of autumn']);
  });

  it('tell errors with the same words apart by the error they wrap', () => {
    const saying = (wrapped: (place: number) => string) =>
      repeated(200, (place) => ({
        says: [
          [5, `order ${place} stored`],
          ...(place % 4 === 0 ? [[7, `ERROR order not taken\n  [cause]: ${wrapped(place)}`] as const] : []),
        ],
      }));
    const cart = 'the cart is older than its prices';
    const rule = (place: number) => `no rule for order ${place}`;
    const now = saying((place) => (place % 8 === 0 ? cart : rule(place)));
    expect(
      wordings(
        compared(
          now,
          saying(() => cart),
        ),
      ),
    ).toContain('order not taken — no rule for order #');
  });

  it('have an error once if a logger repeats the words of the error it holds', () => {
    const withRequest = (message: RawText) =>
      rawText(line.replace('{', `{"requestId":"${message.split('\t')[1]}",`));
    const line = JSON.stringify({
      level: 'ERROR',
      message: 'no rule for the cart',
      error: { name: 'RuleError', message: 'no rule for the cart' },
    });
    const now = repeated(200, (place) => ({
      says: [[5, `order ${place} stored`], ...(place % 4 === 0 ? [[7, line] as const] : [])],
    }));
    const span = spanOf(10 * HOUR_MS, now);
    const events = span.events.map((event) =>
      event.message.includes('RuleError') ? { ...event, message: withRequest(event.message) } : event,
    );
    const { patterns } = comparedLog({ ...span, events }, spanOf(HOUR_MS, usual)).comparison;
    expect(patterns.map(({ wording }) => wording.join('#'))).toContain('RuleError: no rule for the cart');
    expect(patterns.filter(({ wording }) => wording.join('#').includes('no rule'))).toHaveLength(1);
  });

  it('include those that have become much more frequent, and by how much', () => {
    const retries = (every: number) =>
      repeated(200, (place) => ({
        says: [
          [5, `order ${place} stored`],
          ...(place % every === 0 ? [[6, `retry ${place} of payment`] as const] : []),
        ],
      }));
    const comparison = compared(retries(2), retries(20));
    expect(wordings(comparison)).toEqual(['retry # of payment']);
    expect(comparison.patterns[0]?.factor).toBeCloseTo(10);
  });

  it('include those that have disappeared', () => {
    const now = repeated(200, (place) => healthy(`batch ${place} begun`));
    const { patterns } = compared(now, usual);
    expect(patterns.find(({ countNow }) => countNow === 0)).toMatchObject({ countBefore: 200, isNew: false });
  });

  it('are none if the log says the same as before, with whatever values', () => {
    expect(
      compared(
        repeated(200, (place) => healthy(`order ${place + 9_000} stored`)),
        usual,
      ).patterns,
    ).toEqual([]);
  });

  it('are counted per call: twice as many calls log twice as much', () => {
    expect(
      compared(
        repeated(400, (place) => healthy(`order ${place} stored`)),
        usual,
      ).patterns,
    ).toEqual([]);
  });

  it('distinguish failed calls from others if nothing is known about the time before', () => {
    const now = repeated(100, (place) =>
      place % 5 === 0 ? failed(`ERROR no stock ${place}`) : healthy(`order ${place} stored`),
    );
    const comparison = compared(now);
    expect(comparison.before).toBeNull();
    expect(wordings(comparison)[0]).toBe('no stock #');
    expect(comparison.patterns[0]).toMatchObject({ isNew: false, countBefore: null });
  });

  it('ignore runs whose beginning was not read', () => {
    const cut = spanOf(
      10 * HOUR_MS,
      repeated(50, (place) => healthy(`order ${place} stored`)),
    );
    const { comparison } = comparedLog({ ...cut, events: cut.events.slice(1) }, null);
    expect(comparison.now.runs).toBe(49);
  });
});

describe('the affected callers', () => {
  const tenants = ['north', 'mill', 'harbour', 'quarry'];
  const tenantOf = (place: number) => tenants[place % 4] ?? '';
  /** Environments that have nothing to do with tenants. */
  const spread = (count: number, of: (place: number) => Partial<WrittenRun>) =>
    repeated(count, (place) => ({ environment: `env${place % 7}`, ...of(place) }));

  it.each([
    [
      'text',
      (place: number) => `order taken tenant=${tenantOf(place)} path=/orders/${place} orderId=${place}`,
    ],
    [
      'JSON',
      (place: number) =>
        JSON.stringify({
          message: 'order taken',
          tenant: tenantOf(place),
          path: `/orders/${place}`,
          orderId: place,
        }),
    ],
    [
      'JSON within JSON',
      (place: number) => JSON.stringify({ message: 'taken', event: { tenant: tenantOf(place) } }),
    ],
  ])('are the tenant whose calls fail, by fields in %s', (_format, line) => {
    const now = spread(400, (place) =>
      tenantOf(place) === 'mill' && place % 8 === 1
        ? failed(line(place), 'ERROR no stock')
        : healthy(line(place)),
    );
    // A JSON line has nothing around the JSON.
    const span = spanOf(0, now);
    const events = span.events.map((event) => ({ ...event, message: bare(event.message) }));
    const { hits } = comparedLog({ ...span, events }, null).comparison;
    expect(hits.map(({ field, value }) => [field.split('.').at(-1), value])).toEqual([['tenant', 'mill']]);
    expect(hits[0]).toMatchObject({ ofFailed: 1, failsWithout: 0, failsWith: 0.5 });
  });

  it.each([
    ['text', (shard: string) => `batch of 100 records from ${shard} first=4962`],
    ['a logger without spaces', (shard: string) => `batch_of_100_records_from_${shard}`],
    ['JSON', (shard: string) => JSON.stringify({ message: 'got', eventID: `${shard}:49620` })],
  ])('are the shard whose calls fail, if %s names it', (_format, line) => {
    const shardOf = (place: number) => `shardId-00000000000${place % 4}`;
    const now = spread(400, (place) =>
      place % 4 === 2 ? failed(line(shardOf(place)), 'ERROR no currency') : healthy(line(shardOf(place))),
    );
    const span = spanOf(0, now);
    const events = span.events.map((event) => ({ ...event, message: bare(event.message) }));
    const { hits } = comparedLog({ ...span, events }, null).comparison;
    expect(hits[0]).toMatchObject({
      field: 'shard',
      value: 'shardId-000000000002',
      ofFailed: 1,
      ofOthers: 0,
    });
  });

  it.each([
    ['an address', (who: string) => `taken shop=a sourceIp=203.0.113.${who.length}`],
    ['a status', (who: string) => `taken shop=a statusCode=${who === 'mill' ? 500 : 200}`],
    ['personal data', (who: string) => JSON.stringify({ shop: 'a', user: { first: who } })],
    [
      'the message under another name',
      (who: string) =>
        JSON.stringify({
          shop: 'a',
          level: 'info',
          event: who === 'mill' ? 'order_not_taken' : 'order_taken',
        }),
    ],
    ['fields of an error', (who: string) => JSON.stringify({ shop: 'a', error: { kind: who } })],
  ])('are not identified by %s', (_what, line) => {
    const now = spread(400, (place) => {
      const says = line(tenantOf(place));
      return tenantOf(place) === 'mill' ? failed(says) : healthy(says);
    });
    const span = spanOf(0, now);
    const events = span.events.map((event) => ({ ...event, message: bare(event.message) }));
    expect(comparedLog({ ...span, events }, null).comparison.hits).toEqual([]);
  });

  it('are those of calls that log what came with the errors, if no line shows which calls failed', () => {
    const says = (place: number, more: readonly (readonly [number, string])[] = []) => ({
      says: [[5, `order taken tenant=${tenantOf(place)}`], ...more] as const,
    });
    const now = spread(400, (place) =>
      says(place, tenantOf(place) === 'mill' ? [[7, 'ERROR discount has no rule']] : []),
    );
    const comparison = compared(
      now,
      spread(400, (place) => says(place)),
    );
    expect(comparison.hitsOf?.wording.join('')).toBe('discount has no rule');
    expect(named(comparison)).toEqual(['tenant mill']);
  });

  it('are kept for each such line, as no log says which one is in as many calls as fail', () => {
    const line = (place: number) => [5, `order taken tenant=${tenantOf(place)}`] as const;
    const now = spread(400, (place) => ({
      says: [
        line(place),
        ...(place % 5 < 3 ? [[7, 'WARN price list of autumn is used'] as const] : []),
        ...(tenantOf(place) === 'mill' ? [[8, 'WARN discount has no rule'] as const] : []),
      ],
    }));
    const { hits, hitsOf, otherHits } = compared(
      now,
      spread(400, (place) => ({ says: [line(place)] })),
    );
    const mill = [{ of: hitsOf, hits }, ...(otherHits ?? [])].filter(({ hits: shares }) =>
      shares.some(({ value }) => value === 'mill'),
    );
    expect(mill.map(({ of }) => of?.wording.join(''))).toEqual(['discount has no rule']);
    expect(otherHits).toHaveLength(1);
  });

  it('are what half of the calls name if lines of all of them are missing alike', () => {
    const now = spread(600, (place) => {
      const line = `order taken tenant=${tenantOf(place)}`;
      return tenantOf(place) === 'mill' ? failed(line) : healthy(line);
    });
    const span = spanOf(0, now);
    // Four lines in ten are kept, independent of their content.
    const events = span.events.filter((_, place) => (place * 7_919) % 1_009 < 404);
    expect(comparedLog({ ...span, events }, null).comparison.hits[0]).toMatchObject({
      field: 'tenant',
      value: 'mill',
    });
  });

  it('are not what three in ten calls name if no line is missing', () => {
    const now = spread(400, (place) => {
      const fails = tenantOf(place) === 'mill';
      const coupon = fails ? 'SAVE' : place % 3 === 0 ? 'MORE' : 'LESS';
      const line = Math.floor(place / 4) % 10 < 3 ? `order taken coupon=${coupon}` : 'order taken';
      return fails ? failed(line) : healthy(line);
    });
    expect(named(compared(now))).toEqual([]);
  });

  it('are unknown if all fail alike', () => {
    const now = spread(400, (place) => {
      const line = `order taken tenant=${tenantOf(place)}`;
      return place % 5 === 0 ? failed(line) : healthy(line);
    });
    const { hits, comparedFields } = compared(now);
    expect(hits).toEqual([]);
    expect(comparedFields).toContain('tenant');
  });

  it('are the version, not its environments', () => {
    const now = repeated(400, (place) => {
      const version = place % 4 === 0 ? '8' : '7';
      const environment = `2026/11/24/[${version}]${String(place % 8).repeat(32)}`;
      return {
        version,
        environment,
        ...(version === '8' && place % 3 === 0 ? failed('ERROR x') : healthy('ok')),
      };
    });
    expect(named(compared(now))).toEqual(['version 8']);
  });

  it('are the only environment that fails', () => {
    const now = repeated(400, (place) => {
      const environment = `2026/11/24/[7]${(place % 8).toString(16).repeat(32)}`;
      return { environment, ...(place % 8 === 3 ? failed('ERROR disk full') : healthy('ok')) };
    });
    expect(named(compared(now))).toEqual(['environment 3333']);
  });

  it('are not identified by fields that only failing calls log', () => {
    const now = spread(400, (place) =>
      place % 5 === 0 ? failed('ERROR failed code=E17') : healthy('fine kind=a'),
    );
    expect(compared(now).hits).toEqual([]);
  });

  it('are not identified from few failures', () => {
    const now = spread(400, (place) => {
      const line = `taken tenant=${place < 4 ? 'mill' : 'north'}`;
      return place < 4 ? failed(line) : healthy(line);
    });
    expect(compared(now).hits).toEqual([]);
  });

  it('are not identified by fields with a different value in each call', () => {
    const now = spread(400, (place) => {
      const line = `taken cart=c${place}x`;
      return place % 5 === 0 ? failed(line) : healthy(line);
    });
    expect(compared(now).comparedFields).not.toContain('cart');
  });

  it('show no value of a field that may be private or hostile', () => {
    const secret = (place: number) => (place % 2 === 0 ? 'hunter' : 'letmein');
    const now = spread(400, (place) => {
      const line = `login password=${secret(place)} user_email=a${place % 2}@example.org kind=\u001b[31m${place % 2}`;
      return place % 2 === 0 ? failed(line) : healthy(line);
    });
    expect(compared(now)).toMatchObject({ said: [], hits: [], comparedFields: ['environment'] });
  });

  it('stay bounded, however many fields a line has', () => {
    const many = Array.from({ length: 300 }, (_, field) => `f${field}=v`).join(' ');
    const { comparedFields } = compared(
      repeated(50, (place) => (place % 2 === 0 ? failed(many) : healthy(many))),
    );
    expect(comparedFields.length).toBeLessThanOrEqual(64);
  });
});

/** A JSON line as in JSON logs, without the head of a text log. */
function bare(message: RawText): RawText {
  const [, , , text = ''] = message.split('\t');
  if (!text.startsWith('{')) return message;
  const requestId = message.split('\t')[1];
  return rawText(JSON.stringify({ ...(JSON.parse(text) as object), level: 'INFO', requestId }));
}
