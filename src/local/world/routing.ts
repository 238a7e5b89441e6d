import { Fleet, type Occupancy } from './fleet.ts';
import type { FunctionModel, WorkModel } from './function-model.ts';
import type { RandomStream } from './random-stream.ts';
import { Work } from './work.ts';
import type { EpochMs } from './world.ts';

interface Route {
  readonly sinceMs: EpochMs;
  readonly fleet: Fleet;
  readonly canary: Fleet | null;
  /** Of the requests, those that go to the canary. */
  readonly canaryShare: number;
}

/** Sends each request to a version: the one that is deployed, or by chance its canary. */
export class Routing {
  /** One for each version, in the order in which they were deployed. */
  readonly fleets: readonly Fleet[];
  readonly occupancy: Occupancy = { inFlight: 0 };
  private readonly routes: readonly Route[];
  private readonly random: RandomStream;
  private route: Route;
  private routeUntilMs: EpochMs;

  /** @param random decides who meets the canary; @param workRandom what an invocation costs. */
  constructor(model: FunctionModel, random: RandomStream, workRandom: RandomStream, startMs: EpochMs) {
    const fleets = new Map<string, Fleet>();
    const fleetOf = (version: string, work: WorkModel = model.work): Fleet => {
      const isReserved = model.configuration.reservedConcurrency !== null;
      const known = fleets.get(version);
      if (known !== undefined) return known;
      const fleet = new Fleet(
        version,
        isReserved,
        new Work(work, model.configuration, workRandom),
        this.occupancy,
        startMs,
      );
      fleets.set(version, fleet);
      return fleet;
    };
    this.routes = model.deployments.map(({ version, sinceMs, work, canary }) => ({
      sinceMs,
      fleet: fleetOf(version, work),
      canary: canary === undefined ? null : fleetOf(canary.version, canary.work),
      canaryShare: canary?.share ?? 0,
    }));
    this.fleets = [...fleets.values()];
    this.random = random;
    const [first] = this.routes;
    if (first === undefined) throw new RangeError(`${model.configuration.name} has no deployment`);
    this.route = first;
    this.routeUntilMs = startMs;
  }

  /** @param nowMs never before that of the last request. */
  fleetAt(nowMs: EpochMs): Fleet {
    if (nowMs >= this.routeUntilMs) this.reroute(nowMs);
    const { fleet, canary, canaryShare } = this.route;
    return canary !== null && this.random.share() < canaryShare ? canary : fleet;
  }

  private reroute(nowMs: EpochMs): void {
    this.route = this.routes.findLast(({ sinceMs }) => sinceMs <= nowMs) ?? this.route;
    this.routeUntilMs = this.routes.find(({ sinceMs }) => sinceMs > nowMs)?.sinceMs ?? Infinity;
  }
}
