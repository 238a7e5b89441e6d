import type { EpochMs } from '../../lambda/time.ts';
import type { Account } from './account.ts';
import { callerArn } from './account-identity.ts';
import { AwsFault } from './aws-fault.ts';
import {
  type Fault,
  type FaultPlan,
  type FaultySpot,
  nextFault,
  nextStreamFault,
} from './fault/fault-plan.ts';
import { faultReply } from './fault/fault-reply.ts';
import { faultyStream } from './fault/faulty-stream.ts';
import type { HttpRequest, HttpResponse } from './http/http-message.ts';
import { type Reply, replyWith } from './http/reply.ts';
import { signedRegion } from './http/signed-region.ts';
import { namesOtherAccount } from './other-account.ts';
import type { Call } from './protocol/call.ts';
import { readCall } from './protocol/read-call.ts';
import type { QuotaMeter } from './quota/quota-meter.ts';
import { actionOf } from './service.ts';
import { SERVICES } from './services.ts';

/** How often an operation was called, and how often its quota throttled it. */
interface CallCount {
  readonly calls: number;
  readonly throttled: number;
}

/** What an account has in one Region. */
export interface RegionalAccount {
  readonly account: Account;
  readonly quotas: QuotaMeter;
}

interface LocalAwsSettings {
  /** Answers requests for every Region that is not among the others. */
  readonly home: RegionalAccount;
  readonly elsewhere: readonly RegionalAccount[];
  readonly faults: FaultPlan;
  /** The account clock's setting, for processes that share it; null if none may. */
  readonly clockText: string | null;
}

/** The AWS APIs in front of an account: reads a request, applies faults and quotas, and answers. */
export class LocalAws {
  readonly account: Account;
  readonly clockText: string | null;
  readonly #home: RegionalAccount;
  readonly #elsewhere: ReadonlyMap<string, RegionalAccount>;
  #counts: ReadonlyMap<string, CallCount> = new Map();
  faults: FaultPlan;

  constructor({ home, elsewhere, faults, clockText }: LocalAwsSettings) {
    this.clockText = clockText;
    this.account = home.account;
    this.#home = home;
    this.#elsewhere = new Map(elsewhere.map((each) => [each.account.world.account.region, each]));
    this.faults = faults;
  }

  get counts(): ReadonlyMap<string, CallCount> {
    return this.#counts;
  }

  forgetCounts(): void {
    this.#counts = new Map();
  }

  reply(request: HttpRequest, nowMs: EpochMs): Reply {
    const call = readCall(request, SERVICES);
    if (call === null) return replyWith(NOBODY_HOME);
    const asked = { call, at: this.#accountFor(request), nowMs };
    const spot = spotOf(asked);
    const { fault, plan } = nextFault(this.faults, spot, nowMs);
    this.faults = plan;
    if (fault === null) return this.#reply(asked, spot.action);
    this.#count(spot.action, fault.kind === 'throttle');
    return faultReply(fault, call, asked.at.account.world.account, () => this.#answered(asked));
  }

  #accountFor(request: HttpRequest): RegionalAccount {
    return this.#elsewhere.get(signedRegion(request) ?? '') ?? this.#home;
  }

  #reply(asked: AskedCall, action: string): Reply {
    const isAdmitted = asked.at.quotas.admits(action, asked.nowMs);
    this.#count(action, !isAdmitted);
    const { service, protocol } = asked.call;
    return isAdmitted
      ? this.#answered(asked)
      : replyWith(protocol.refused(service, service.refusals.throttled));
  }

  #answered(asked: AskedCall): Reply {
    const { call, at, nowMs } = asked;
    const { service, protocol, operationName } = call;
    const answer = answerTo(call, at.account, nowMs);
    if (answer instanceof AwsFault) return replyWith(protocol.refused(service, answer));
    switch (answer.kind) {
      case 'body':
        at.quotas.charge(answer.points, nowMs);
        return replyWith(protocol.answered(service, operationName, answer.body));
      case 'stream': {
        const spot = spotOf(asked);
        const stream = faultyStream(answer.stream, (atMs) => this.#streamFault(spot, atMs));
        return { kind: 'stream', stream, delayMs: 0 };
      }
    }
  }

  #streamFault(spot: FaultySpot, nowMs: EpochMs): Fault | null {
    const { fault, plan } = nextStreamFault(this.faults, spot, nowMs);
    this.faults = plan;
    return fault;
  }

  #count(action: string, isThrottled: boolean): void {
    const { calls, throttled } = this.#counts.get(action) ?? { calls: 0, throttled: 0 };
    const count = { calls: calls + 1, throttled: throttled + (isThrottled ? 1 : 0) };
    this.#counts = new Map(this.#counts).set(action, count);
  }
}

/** A call, and the account in the Region for which it was signed. */
interface AskedCall {
  readonly call: Call;
  readonly at: RegionalAccount;
  readonly nowMs: EpochMs;
}

function spotOf({ call, at }: AskedCall): FaultySpot {
  return { action: actionOf(call.service, call.operationName), region: at.account.world.account.region };
}

const NOBODY_HOME: HttpResponse = {
  status: 404,
  headers: { 'content-type': 'application/json', 'x-amzn-errortype': 'UnknownOperationException' },
  body: JSON.stringify({
    __type: 'UnknownOperationException',
    message: 'The local AWS knows no such operation: docs/local-aws.md lists what it knows.',
  }),
};

function answerTo({ service, operationName, input }: Call, account: Account, nowMs: EpochMs) {
  const operation = service.operations.get(operationName);
  if (operation === undefined) return service.refusals.unknownOperation(operationName);
  if (input instanceof AwsFault) return input;
  const { account: caller } = account.world;
  if (namesOtherAccount(input.value, caller))
    return service.refusals.denied(actionOf(service, operationName), callerArn(caller));
  try {
    return operation.answer(input.value, account, nowMs);
  } catch (error) {
    const { code, queryCode, status } = service.refusals.internal;
    return new AwsFault({ code, queryCode, status, message: `The local AWS failed: ${String(error)}` });
  }
}
