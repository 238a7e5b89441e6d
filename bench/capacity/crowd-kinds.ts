import type { RandomStream } from '../../src/local/world/chance/random-stream.ts';
import { between, type Call, calls, heavyTailed, moments, spread } from './made-calls.ts';

const HOUR_S = 3_600;

/**
 * Part of a day, or a day compressed into a few hours: arrivals cluster by the second, and durations rise and fall
 * together.
 */
export function days(random: RandomStream, lengthS: number): readonly Call[] {
  const callS = between(random, 12, 60);
  const busy = someScale(random, 15, 600);
  const dayS = between(random, 3, 24) * HOUR_S;
  const phase = random.share();
  const depth = between(random, 0.2, 0.7);
  const together = between(random, 1, 6);
  const slowness = drift(random, lengthS, between(random, 20, 300), between(random, 0.1, 0.35));
  const made: Call[] = [];
  for (let atS = 0; atS < lengthS; ) {
    const turn = 2 * Math.PI * (atS / dayS + phase);
    const rate = (busy / callS) * (1 - depth * Math.cos(turn)) * (1 + 0.3 * depth * Math.cos(2 * turn));
    const count = 1 + Math.floor((together - 1) * 2 * random.share());
    const isLonger = slowness(atS);
    for (const call of calls(count, () => atS + 2 * random.exponential()))
      made.push({ atS: call, takesS: spread(random, callS * isLonger, 0.7) });
    atS += (random.exponential() * together) / Math.max(0.01, rate);
  }
  return made;
}

/** A pile of random size arrives within one to three seconds, on top of a steady rate. */
export function piles(random: RandomStream, lengthS: number): readonly Call[] {
  const callS = between(random, 20, 90);
  const everyS = between(random, 60, 400);
  const shape = between(random, 1.2, 2);
  const least = someScale(random, 3, 60);
  const always = least * between(random, 0.3, 2);
  const made = steadily(random, lengthS, always / callS, () => spread(random, callS, 0.5));
  for (const atS of moments(lengthS, () => everyS * random.exponential())) {
    const widthS = between(random, 0.5, 3);
    for (let left = Math.min(30 * least, least * heavyTailed(random, shape)); left >= 1; left--)
      made.push({ atS: atS + widthS * random.share(), takesS: spread(random, callS, 0.5) });
  }
  return made;
}

/**
 * Each client waits for its answer, thinks, and calls again. Their number varies, and at times all answers are slow.
 */
export function clients(random: RandomStream, lengthS: number): readonly Call[] {
  const callS = between(random, 10, 40);
  const thinkS = between(random, 20, 200);
  const staysS = between(random, 300, 2_400);
  const crowd = someScale(random, 30, 800);
  const slowness = drift(random, lengthS, between(random, 60, 600), between(random, 0.1, 0.4));
  const arrivals = drift(random, lengthS, between(random, 300, 2_000), between(random, 0.1, 0.4));
  const made: Call[] = [];
  for (let cameS = -staysS; cameS < lengthS; ) {
    const leavesS = cameS + Math.min(6 * staysS, (staysS / 3) * heavyTailed(random, 1.5));
    for (let atS = cameS + spread(random, thinkS, 0.8) * random.share(); atS < leavesS; ) {
      const takesS = spread(random, callS * slowness(atS), 0.5);
      if (atS >= 0) made.push({ atS, takesS });
      atS += takesS + spread(random, thinkS, 0.8);
    }
    cameS += (random.exponential() * staysS) / crowd / arrivals(cameS);
  }
  return made;
}

/** A call triggers others some time later, and those trigger more. */
export function echoes(random: RandomStream, lengthS: number): readonly Call[] {
  const callS = between(random, 10, 60);
  const share = between(random, 0.6, 0.92);
  const laterS = between(random, 10, 120);
  const perSecond = someScale(random, 10, 300) / callS;
  const waiting: { readonly atS: number }[] = steadily(
    random,
    lengthS,
    perSecond * (1 - share),
    () => 0,
  ).slice();
  const made: Call[] = [];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { atS } = next;
    if (atS >= lengthS) continue;
    made.push({ atS, takesS: spread(random, callS, 0.8) });
    // On average `share` calls, usually none or one.
    for (let chance = share; random.share() < chance / (1 + chance); )
      waiting.push({ atS: atS + laterS * random.exponential() });
  }
  return made;
}

/** Something goes viral: many calls within a minute, then fewer and fewer over half an hour. */
export function news(random: RandomStream, lengthS: number): readonly Call[] {
  const callS = between(random, 12, 45);
  const base = someScale(random, 10, 300) / callS;
  const everyS = between(random, 400, 2_500);
  const events = moments(lengthS, () => everyS * random.exponential()).map((atS) => ({
    atS,
    riseS: between(random, 10, 90),
    fallS: between(random, 60, 400),
    height: Math.min(8, 0.3 * heavyTailed(random, 1.3)),
  }));
  const rate = (atS: number) =>
    events.reduce((sum, event) => {
      const sinceS = atS - event.atS;
      if (sinceS < 0) return sum;
      return sum + event.height * Math.min(1, sinceS / event.riseS) * (1 + sinceS / event.fallS) ** -1.5;
    }, 1);
  return byRate(
    random,
    lengthS,
    (atS) => base * rate(atS),
    () => spread(random, callS, 0.5),
  );
}

/** Many schedules, each with its own period and load, that sometimes fire together. */
export function schedules(random: RandomStream, lengthS: number): readonly Call[] {
  const scale = someScale(random, 2, 40);
  const slowness = drift(random, lengthS, between(random, 300, 1_500), 0.2);
  const clocks = calls(between(random, 5, 25), () => ({
    everyS: 60 * ([1, 2, 5, 5, 10, 15, 15, 30, 60][Math.floor(9 * random.share())] ?? 5),
    offsetS: random.share() < 0.6 ? 0 : 60 * Math.floor(15 * random.share()),
    count: scale * heavyTailed(random, 1.8),
    widthS: between(random, 1, 40),
    callS: between(random, 8, 80),
  }));
  const made = steadily(random, lengthS, scale / 15, () => spread(random, 15, 0.6));
  for (const { everyS, offsetS, count, widthS, callS } of clocks)
    for (let strikeS = offsetS % everyS; strikeS < lengthS; strikeS += everyS)
      for (let left = spread(random, count, 0.4); left >= 1; left--)
        made.push({
          atS: strikeS + widthS * random.share(),
          takesS: spread(random, callS * slowness(strikeS), 0.3),
        });
  return made;
}

/** The rate jumps between levels and stays at each for minutes. */
export function moods(random: RandomStream, lengthS: number): readonly Call[] {
  const callS = between(random, 10, 50);
  const base = someScale(random, 10, 500) / callS;
  const staysS = between(random, 120, 1_200);
  const differs = between(random, 0.3, 0.8);
  let level = 1;
  let untilS = 0;
  return byRate(
    random,
    lengthS,
    (atS) => {
      if (atS >= untilS) {
        level = spread(random, 1, differs);
        untilS = atS + staysS * random.exponential();
      }
      return base * level;
    },
    () => spread(random, callS, 0.6),
  );
}

/** Between two sizes, uniform on a logarithmic scale. */
function someScale(random: RandomStream, low: number, high: number): number {
  return Math.exp(between(random, Math.log(low), Math.log(high)));
}

/** A factor around 1 that drifts up and down within about this many seconds; all calls share it. */
function drift(
  random: RandomStream,
  lengthS: number,
  remembersS: number,
  swing: number,
): (atS: number) => number {
  let log = swing * random.normal();
  const kept = Math.exp(-1 / remembersS);
  const logs = Float32Array.from({ length: lengthS }, () => {
    log = log * kept + swing * Math.sqrt(1 - kept ** 2) * random.normal();
    return log;
  });
  return (atS) => Math.exp(logs[Math.floor(Math.min(lengthS - 1, Math.max(0, atS)))] ?? 0);
}

function steadily(random: RandomStream, lengthS: number, perSecond: number, takesS: () => number): Call[] {
  return moments(lengthS, () => random.exponential() / perSecond).map((atS) => ({ atS, takesS: takesS() }));
}

function byRate(
  random: RandomStream,
  lengthS: number,
  perSecond: (atS: number) => number,
  takesS: () => number,
): readonly Call[] {
  const made: Call[] = [];
  let waited = random.exponential();
  for (let second = 0; second < lengthS; second++)
    for (waited -= perSecond(second); waited < 0; waited += random.exponential())
      made.push({ atS: second + random.share(), takesS: takesS() });
  return made;
}
