import { describe, expect, it } from 'vitest';
import { judgeLive } from '../../../src/capacity/live/live-judgement.ts';
import { seenInFlight } from '../in-flight-marks.ts';

const LIMIT = 100;

/** As random as arrivals are, but reproducible. */
function scattered(level: number, second: number): number {
  return level + Math.sqrt(level) * 0.5 * Math.sin(second * 2.399);
}

/** A call every other second for fifteen minutes, without the newest seconds. */
function arriving(newestS: number, perSecond: number): Float32Array {
  return Float32Array.from({ length: 900 }, (_, second) => (second >= 900 - newestS ? perSecond : 0.5));
}

function levels(seconds: number, levelAt: (second: number) => number): readonly number[] {
  return Array.from({ length: seconds }, (_, second) => scattered(levelAt(second), second));
}

describe('a function watched by the second', () => {
  it.each([
    { case: 'stays far from its limit', levelAt: () => 40, flag: 'ok', reason: null },
    {
      case: 'stays so near that random arrivals meet it',
      levelAt: () => 85,
      flag: 'near',
      reason: 'steady load',
    },
    { case: 'climbs to it', levelAt: (second: number) => 20 + second * 0.18, flag: 'near', reason: 'rising' },
    { case: 'is at it', levelAt: () => 104, flag: 'near', reason: 'at the limit now' },
  ])('is $flag ($reason) when it $case', ({ levelAt, flag, reason }) => {
    const judged = judgeLive(seenInFlight(levels(300, levelAt), 0.5), LIMIT, null);
    expect(judged).toMatchObject({ flag, reason });
  });

  it('warns at a smaller risk if the load surely rises than if it stays', () => {
    const climb = levels(300, (second) => 37 + second * 0.05);
    const judged = judgeLive(seenInFlight(climb, 0.5), LIMIT, null);
    expect(judged).toMatchObject({ flag: 'near', reason: 'rising' });
    expect(judged?.risk).toBeGreaterThan(0.3);
    expect(judged?.risk).toBeLessThan(0.5);
  });

  it('does not mistake a level of long calls for a trend', () => {
    const judged = judgeLive(
      seenInFlight(
        levels(300, (second) => 20 + second * 0.1),
        90,
      ),
      LIMIT,
      null,
    );
    expect(judged).toMatchObject({ flag: 'ok' });
  });

  it('does not mistake a few seconds with many arrivals for a load', () => {
    const pile = levels(600, (second) => (second >= 592 && second < 597 ? 98 : 30));
    expect(judgeLive(seenInFlight(pile, 0.5), LIMIT, null)).toMatchObject({ flag: 'ok' });
  });

  it.each([
    { case: 'stays there', newest: 104, flag: 'near' },
    { case: 'has gone again', newest: 60, flag: 'ok' },
  ])('is $flag when a load that met the limit for seconds $case', ({ newest, flag }) => {
    const met = levels(600, (second) => (second === 599 ? newest : second >= 595 && second < 598 ? 104 : 30));
    expect(judgeLive(seenInFlight(met, 0.5), LIMIT, null)).toMatchObject({ flag });
  });

  it('does not mistake a finished climb for a trend', () => {
    const ended = (endS: number) => levels(endS, (second) => Math.min(62, 40 + Math.max(0, second - 400)));
    expect(judgeLive(seenInFlight(ended(419), 0.5), LIMIT, null)).toMatchObject({ reason: 'rising' });
    expect(judgeLive(seenInFlight(ended(600), 0.5), LIMIT, null)).toMatchObject({ flag: 'ok' });
  });

  it.each([
    { case: 'a clump of long calls that has just come', arrivals: arriving(5, 18), flag: 'ok' },
    { case: 'as many in two minutes as keep the limit busy', arrivals: arriving(120, 2.3), flag: 'near' },
  ])('is $flag based on continuing arrivals: $case', ({ arrivals, flag }) => {
    const seen = seenInFlight(
      levels(900, () => 70),
      40,
    );
    expect(judgeLive({ ...seen, arrivals }, LIMIT, null)).toMatchObject({ flag });
  });

  it.each([
    { case: 'five minutes if long calls come in clumps', everyS: 30, callS: 40, keptS: 300 },
    { case: 'as long if they may still do so', everyS: 1, callS: 40, keptS: 300 },
    {
      case: 'two minutes where the level of even longer ones does not change',
      everyS: 1,
      callS: 90,
      keptS: 120,
    },
  ])('keeps the flag without a reason for $case', ({ everyS, callS, keptS }) => {
    const seenAt = (second: number, level: number) => ({
      ...seenInFlight(
        levels(second, () => level),
        callS,
      ),
      arrivals: Float32Array.from({ length: second }, (_, at) => (at % everyS === 0 ? 0.5 * everyS : 0)),
    });
    const raised = judgeLive(seenAt(1_200, 104), LIMIT, null);
    expect(raised).toMatchObject({ flag: 'near', reason: 'at the limit now' });
    const calm = judgeLive(seenAt(1_205, 20), LIMIT, raised?.memory ?? null);
    const flagAfter = (seconds: number) =>
      judgeLive(seenAt(1_205 + seconds, 20), LIMIT, calm?.memory ?? null)?.flag;
    expect([flagAfter(keptS - 10), flagAfter(900)]).toEqual(['near', 'ok']);
  });

  it('is raised if long calls have risen to their limit from here before, and says so', () => {
    // A clump of long calls every ten minutes, out of the same calm each time.
    const isClump = (second: number) => second % 600 >= 500;
    let before: ReturnType<typeof judgeLive> = null;
    for (let endS = 300; endS <= 7_100; endS += 30) {
      const fromS = Math.max(0, endS - 1_200);
      const seen = seenInFlight(
        levels(endS - fromS, (second) => (isClump(second + fromS) ? 104 : 40)),
        40,
      );
      before = judgeLive(
        { ...seen, asOfMs: seen.completeFromMs + endS * 1_000 },
        LIMIT,
        before?.memory ?? null,
      );
    }
    expect(before).toMatchObject({ flag: 'near', reason: 'as before' });
  });

  it('warns of long calls that slowly grow to their limit after quiet hours', () => {
    const QUIET_S = 6 * 3_600;
    const grown = (second: number) => 40 + Math.max(0, second - QUIET_S) / 45;
    let before: ReturnType<typeof judgeLive> = null;
    let raisedAt: number | null = null;
    for (let endS = 300; grown(endS) < 95; endS += 30) {
      const fromS = Math.max(0, endS - 1_200);
      const seen = seenInFlight(
        levels(endS - fromS, (second) => grown(second + fromS)),
        40,
      );
      const asOfMs = seen.completeFromMs + endS * 1_000;
      before = judgeLive({ ...seen, asOfMs }, LIMIT, before?.memory ?? null);
      if (before?.flag === 'near') raisedAt ??= grown(endS);
    }
    expect(raisedAt).toBeGreaterThan(60);
    expect(raisedAt).toBeLessThan(90);
  });

  it('learns nothing from hours without a look', () => {
    const kept = (endS: number) => {
      const seen = seenInFlight(
        levels(Math.min(1_200, endS), () => 40),
        40,
      );
      return { ...seen, asOfMs: seen.completeFromMs + endS * 1_000 };
    };
    let before: ReturnType<typeof judgeLive> = null;
    for (let endS = 300; endS <= 3_600; endS += 30)
      before = judgeLive(kept(endS), LIMIT, before?.memory ?? null);
    const slept = judgeLive(kept(3_600 + 7_200), LIMIT, before?.memory ?? null);
    expect(before?.memory.rises.pending).toHaveLength(10);
    expect(slept?.memory.rises).toEqual({
      past: before?.memory.rises.past,
      pending: [{ atMs: expect.any(Number), from: expect.any(Number) }],
    });
    expect(slept?.memory.calibration.bins).toEqual(before?.memory.calibration.bins);
  });

  it('does not mistake a scattered high level for recurring peaks', () => {
    const hump = levels(1_200, (second) => (second > 700 ? 70 : 40)).map((level, second) =>
      second % 60 === 30 ? level + 26 : second % 60 === 10 ? level * 0.4 : level,
    );
    expect(judgeLive(seenInFlight(hump, 0.5), LIMIT, null)?.recurringPeak).toBeNull();
  });

  it('says as a range how long a climb takes to the limit', () => {
    const eta = judgeLive(
      seenInFlight(
        levels(600, (second) => 20 + second * 0.06),
        0.5,
      ),
      LIMIT,
      null,
    )?.eta;
    expect(eta?.earlyMs).toBeLessThan(eta?.likelyMs ?? 0);
    expect(eta?.likelyMs).toBeLessThan(eta?.lateMs ?? 0);
    // From 56 to the mean at which a peak meets 100: 400 s at 0.06 a second.
    expect((eta?.likelyMs ?? 0) / 1_000).toBeGreaterThan(250);
    expect((eta?.likelyMs ?? 0) / 1_000).toBeLessThan(550);
  });

  it('has no time if nothing climbs', () => {
    expect(
      judgeLive(
        seenInFlight(
          levels(600, () => 60),
          0.5,
        ),
        LIMIT,
        null,
      )?.eta,
    ).toBeNull();
  });

  it.each([
    { case: 'a minute while half of the limit is still in use', callS: 0.5, left: 60, keptS: 60 },
    { case: 'ten seconds once far less is', callS: 0.5, left: 30, keptS: 10 },
    { case: 'five minutes if calls are long, at any level', callS: 20, left: 30, keptS: 300 },
  ])('keeps the flag without a reason for $case', ({ callS, left, keptS }) => {
    const raised = judgeLive(
      seenInFlight(
        levels(300, () => 95),
        callS,
      ),
      LIMIT,
      null,
    );
    const calmAfter = (seconds: number, before: typeof raised) =>
      judgeLive(
        seenInFlight(
          levels(900 + seconds, (second) => (second < 300 ? 95 : left)),
          callS,
        ),
        LIMIT,
        before?.memory ?? null,
      );
    const calm = calmAfter(0, raised);
    expect(calm?.flag).toBe('near');
    expect(calmAfter(keptS - 5, calm)?.flag).toBe('near');
    expect(calmAfter(keptS, calm)?.flag).toBe('ok');
  });

  it('keeps the flag between recurring short peaks, however low the level is until then', () => {
    const loadUntil = (endS: number) => levels(endS, (second) => (second % 300 < 12 ? 108 : 20));
    const judged = [910, 940, 970, 1_000, 1_100].reduce<ReturnType<typeof judgeLive>>(
      (before, endS) => judgeLive(seenInFlight(loadUntil(endS), 0.5), LIMIT, before?.memory ?? null),
      null,
    );
    expect(judged?.flag).toBe('near');
  });

  it('lowers the flag between peaks half an hour apart, and raises it before the next', () => {
    const PEAKS_S = [1_200, 3_000, 4_800, 6_600, 8_400];
    const isPeak = (second: number) => PEAKS_S.some((peakS) => second >= peakS && second < peakS + 120);
    const flags = new Map<number, string | undefined>();
    let before: ReturnType<typeof judgeLive> = null;
    for (let endS = 300; endS <= 10_150; endS += 5) {
      const fromS = Math.max(0, endS - 1_200);
      const seen = seenInFlight(
        levels(endS - fromS, (second) => (isPeak(second + fromS) ? 104 : 30)),
        0.5,
      );
      const asOfMs = seen.completeFromMs + endS * 1_000;
      before = judgeLive({ ...seen, asOfMs }, LIMIT, before?.memory ?? null);
      flags.set(endS, before?.flag);
    }
    expect([flags.get(8_500), flags.get(9_000), flags.get(10_150)]).toEqual(['near', 'ok', 'near']);
  });

  it('learns nothing from a load that has just begun', () => {
    const begun = (endS: number) =>
      seenInFlight(
        levels(endS, (second) => Math.min(100, second)),
        20,
      );
    const early = judgeLive(begun(240), LIMIT, null);
    expect(early?.memory.calibration.pending).toEqual([]);
    expect(judgeLive(begun(300), LIMIT, early?.memory ?? null)?.memory.calibration.pending).toHaveLength(1);
  });

  it('is raised by peaks that repeatedly meet the limit, and says so', () => {
    const peaks = levels(1_200, (second) => (second % 60 < 8 ? 104 : 20));
    expect(judgeLive(seenInFlight(peaks, 0.5), LIMIT, null)).toMatchObject({
      flag: 'near',
      reason: 'coming back',
    });
  });

  it('reports recurring peaks as a fact', () => {
    const peaks = levels(1_200, (second) => (second % 300 < 10 ? 92 : 20));
    expect(judgeLive(seenInFlight(peaks, 0.5), LIMIT, null)?.recurringPeak).toMatchObject({
      everyMs: expect.closeTo(300_000, -4),
    });
  });

  it('says nothing before the log shows the level in full', () => {
    const seen = seenInFlight(
      levels(300, () => 85),
      0.5,
    );
    expect(judgeLive({ ...seen, completeFromMs: seen.asOfMs + 1 }, LIMIT, null)).toBeNull();
  });
});
