import type { EpochMs } from '../../../lambda/time.ts';
import type { RandomStream } from '../chance/random-stream.ts';
import { Fleet, type Occupancy } from '../environment/fleet.ts';
import { Work } from '../environment/work.ts';
import type { FunctionModel, WorkModel } from '../function-model.ts';
import { ProvisionedFleet } from './provisioned-fleet.ts';

interface Route {
  readonly sinceMs: EpochMs;
  readonly fleet: Fleet;
  /** Its provisioned environments; null for none. */
  readonly provisioned: ProvisionedFleet | null;
  readonly canary: Fleet | null;
  /** Share of requests that go to the canary. */
  readonly canaryShare: number;
}

/** Sends each request to a version: the deployed one, or at random its canary. */
export class Routing {
  /** One for each version, in order of deployment. */
  readonly fleets: readonly Fleet[];
  /** Provisioned environments, by version. */
  readonly provisioned: readonly ProvisionedFleet[];
  readonly occupancy: Occupancy = { inFlight: 0, provisioned: 0 };
  readonly #routes: readonly Route[];
  readonly #random: RandomStream;
  #route: Route;
  #routeUntilMs: EpochMs;

  /**
   * @param random decides which requests go to the canary
   * @param workRandom decides what an invocation costs
   */
  constructor(model: FunctionModel, random: RandomStream, workRandom: RandomStream, startMs: EpochMs) {
    const fleets = new Map<string, Fleet>();
    const fleetOf = (version: string, work: WorkModel = model.work): Fleet => {
      const known = fleets.get(version);
      if (known !== undefined) return known;
      const usesPool = model.configuration.reservedConcurrency === null;
      const draws = new Work(work, model.configuration, workRandom);
      const fleet = new Fleet({ version, usesPool, draws, occupancy: this.occupancy }, startMs);
      fleets.set(version, fleet);
      return fleet;
    };
    const provisioned = new Map<Fleet, ProvisionedFleet>();
    const keptReadyFor = (fleet: Fleet): ProvisionedFleet | null => {
      if (model.provisioned === undefined) return null;
      const known = provisioned.get(fleet) ?? new ProvisionedFleet(fleet, model.provisioned, startMs);
      provisioned.set(fleet, known);
      return known;
    };
    this.#routes = model.deployments.map(({ version, sinceMs, work, canary }) => {
      const fleet = fleetOf(version, work);
      return {
        sinceMs,
        fleet,
        provisioned: keptReadyFor(fleet),
        canary: canary === undefined ? null : fleetOf(canary.version, canary.work),
        canaryShare: canary?.share ?? 0,
      };
    });
    this.provisioned = [...provisioned.values()];
    this.fleets = [...fleets.values()];
    this.#random = random;
    const [first] = this.#routes;
    if (first === undefined) throw new RangeError(`${model.configuration.name} has no deployment`);
    this.#route = first;
    this.#routeUntilMs = startMs;
  }

  /** @param nowMs never before that of the last request. */
  fleetAt(nowMs: EpochMs): Fleet {
    if (nowMs >= this.#routeUntilMs) this.#reroute(nowMs);
    const { fleet, canary, canaryShare } = this.#route;
    return canary !== null && this.#random.share() < canaryShare ? canary : fleet;
  }

  /** The provisioned environments of the deployed version; null for none. */
  provisionedAt(nowMs: EpochMs): ProvisionedFleet | null {
    if (nowMs >= this.#routeUntilMs) this.#reroute(nowMs);
    return this.#route.provisioned;
  }

  #reroute(nowMs: EpochMs): void {
    this.#route = this.#routes.findLast(({ sinceMs }) => sinceMs <= nowMs) ?? this.#route;
    this.#routeUntilMs = this.#routes.find(({ sinceMs }) => sinceMs > nowMs)?.sinceMs ?? Infinity;
  }
}
