import type { RandomStream } from '../../src/local/world/chance/random-stream.ts';
import { between, type Call, calls, heavyTailed, moments, spread } from './made-calls.ts';

/** Sessions: a client arrives with little or much work, which is sent over the next minutes. */
export function sessions(random: RandomStream, lengthS: number): readonly Call[] {
  const everyS = 1 / between(random, 0.01, 0.04);
  const callS = between(random, 15, 45);
  const shape = between(random, 1.3, 1.8);
  return moments(lengthS, () => everyS * random.exponential()).flatMap((atS) => {
    const overS = between(random, 5, 120);
    const count = Math.min(400, heavyTailed(random, shape) * between(random, 2, 6));
    return calls(count, () => ({
      atS: atS + overS * random.exponential(),
      takesS: spread(random, callS, 0.5),
    }));
  });
}

/** A rate that drifts over minutes, without a trend. */
export function wandering(random: RandomStream, lengthS: number): readonly Call[] {
  const remembersS = between(random, 120, 900);
  const swing = between(random, 0.35, 0.7);
  const perSecond = between(random, 1, 6);
  const callS = between(random, 10, 40);
  let logRate = 0;
  let waited = 0;
  const made: Call[] = [];
  for (let second = 0; second < lengthS; second++) {
    logRate += -logRate / remembersS + swing * Math.sqrt(2 / remembersS) * random.normal();
    for (waited -= perSecond * Math.exp(logRate); waited < 0; waited += random.exponential())
      made.push({ atS: second + random.share(), takesS: spread(random, callS, 0.4) });
  }
  return made;
}

/** Each tenant calls at its own pace while it has work, and then pauses for a random time. */
export function tenants(random: RandomStream, lengthS: number): readonly Call[] {
  const callS = between(random, 12, 60);
  return calls(between(random, 20, 60), () => between(random, 4, 30)).flatMap((everyS) => {
    const made: Call[] = [];
    for (let atS = -between(random, 0, 600); atS < lengthS; ) {
      const untilS = atS + Math.min(3_000, 40 * heavyTailed(random, 1.4));
      for (; atS < untilS; atS += everyS * between(random, 0.7, 1.3))
        if (atS >= 0) made.push({ atS, takesS: spread(random, callS, 0.6) });
      atS = untilS + Math.min(6_000, 120 * heavyTailed(random, 1.3));
    }
    return made;
  });
}

/** A run starts many calls at once, and most of them are followed by another. */
export function fanOut(random: RandomStream, lengthS: number): readonly Call[] {
  const [firstS, secondS] = [between(random, 8, 30), between(random, 15, 60)];
  const everyS = between(random, 60, 240);
  const width = between(random, 8, 40);
  return moments(lengthS, () => (everyS * (random.exponential() + random.exponential())) / 2).flatMap((atS) =>
    calls(1 + spread(random, width, 0.7), () => {
      const first = { atS: atS + between(random, 0, 3), takesS: spread(random, firstS, 0.4) };
      const second = { atS: first.atS + first.takesS, takesS: spread(random, secondS, 0.4) };
      return random.share() < 0.7 ? [first, second] : [first];
    }).flat(),
  );
}
