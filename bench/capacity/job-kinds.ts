import type { RandomStream } from '../../src/local/world/chance/random-stream.ts';
import { between, type Call, calls, heavyTailed, moments, spread } from './made-calls.ts';

const HOUR_S = 3_600;

/** Jobs call at an even pace while they run; between jobs, for a short or long time, there are no calls. */
export function trains(random: RandomStream, lengthS: number): readonly Call[] {
  const callS = between(random, 15, 75);
  const perSecond = between(random, 3, 45) / callS;
  const pauseS = between(random, 30, 300);
  const jobS = between(random, 60, 300);
  const made: Call[] = [];
  for (let atS = pauseS * random.share(); atS < lengthS; ) {
    const untilS = atS + Math.min(10 * jobS, jobS * heavyTailed(random, 1.6));
    for (; atS < untilS; atS += random.exponential() / perSecond)
      made.push({ atS, takesS: spread(random, callS, 0.7) });
    atS = untilS + Math.min(20 * pauseS, pauseS * heavyTailed(random, 1.5));
  }
  return made;
}

/** Batches: work is collected and handed over every few minutes, with jitter; its amount varies by the hour. */
export function batches(random: RandomStream, lengthS: number): readonly Call[] {
  const callS = between(random, 20, 90);
  const everyS = between(random, 90, 600);
  const unpunctual = between(random, 0, 0.5);
  const size = between(random, 4, 60);
  const widthS = between(random, 0.5, 20);
  const hour = between(random, 0.2, 0.6);
  const phase = random.share();
  const made: Call[] = moments(lengthS, () => (random.exponential() * everyS) / size / 0.3).map((atS) => ({
    atS,
    takesS: spread(random, callS, 0.6),
  }));
  for (let dueS = everyS * random.share(); dueS < lengthS; dueS += everyS) {
    const atS = dueS + everyS * unpunctual * (random.share() - 0.5);
    const busier = 1 + hour * Math.sin(2 * Math.PI * (dueS / (3 * HOUR_S) + phase));
    const count = Math.min(8 * size, (size / 2) * heavyTailed(random, 2.2) * busier);
    for (const after of calls(count, () => widthS * random.share()))
      if (atS + after >= 0) made.push({ atS: atS + after, takesS: spread(random, callS, 0.5) });
  }
  return made;
}

/** Independent arrivals, of which a few take very long: durations follow a power law. */
export function lengths(random: RandomStream, lengthS: number): readonly Call[] {
  const callS = between(random, 20, 60);
  const shape = between(random, 1.3, 2);
  const busy = between(random, 10, 250);
  const depth = between(random, 0.1, 0.5);
  const phase = random.share();
  const most = 1 + depth;
  return moments(lengthS, () => (random.exponential() * callS) / busy / most).flatMap((atS) => {
    const rate = 1 + depth * Math.sin(2 * Math.PI * (atS / (4 * HOUR_S) + phase));
    if (random.share() > rate / most) return [];
    return [{ atS, takesS: Math.min(800, ((callS * (shape - 1)) / shape) * heavyTailed(random, shape)) }];
  });
}

/** Thousands of independent callers, more of them by day; at times their dependency is slow for all of them. */
export function masses(random: RandomStream, lengthS: number): readonly Call[] {
  const callS = between(random, 15, 50);
  const busy = between(random, 300, 1_500);
  const dayS = between(random, 3, 12) * HOUR_S;
  const depth = between(random, 0.2, 0.6);
  const phase = random.share();
  const jumps = between(random, 0.02, 0.08);
  const made: Call[] = [];
  let wanders = 0;
  for (let second = 0; second < lengthS; second++) {
    if (second % 30 === 0) wanders = 0.95 * wanders + jumps * random.normal();
    const rate = (1 + depth * Math.sin(2 * Math.PI * (second / dayS + phase))) * Math.exp(wanders);
    const expected = (busy / callS) * rate;
    const count = expected + Math.sqrt(expected) * random.normal() + random.share();
    for (const after of calls(Math.max(0, count), () => random.share()))
      made.push({ atS: second + after, takesS: spread(random, callS * Math.exp(wanders / 2), 0.6) });
  }
  return made;
}
