import type { EpochMs } from '../../lambda/time.ts';
import type { Account } from './account.ts';
import { AwsFault } from './aws-fault.ts';
import { type Fault, type FaultPlan, nextFault, nextStreamFault } from './fault/fault-plan.ts';
import { faultReply } from './fault/fault-reply.ts';
import { faultyStream } from './fault/faulty-stream.ts';
import type { HttpRequest, HttpResponse } from './http-message.ts';
import type { Call } from './protocol/call.ts';
import { readCall } from './protocol/read-call.ts';
import type { QuotaMeter } from './quota/quota-meter.ts';
import { type Reply, replyWith } from './reply.ts';
import { actionOf } from './service.ts';
import { SERVICES } from './services.ts';

/** How often an operation was called, and how often its quota throttled it. */
interface CallCount {
  readonly calls: number;
  readonly throttled: number;
}

/** The AWS APIs in front of an account: reads a request, applies faults and quotas, and answers. */
export class LocalAws {
  readonly account: Account;
  /** The account clock's setting, for processes that share it; null if none may. */
  readonly clockText: string | null;
  readonly #quotas: QuotaMeter;
  #counts: ReadonlyMap<string, CallCount> = new Map();
  faults: FaultPlan;

  constructor(account: Account, quotas: QuotaMeter, faults: FaultPlan, clockText: string | null) {
    this.clockText = clockText;
    this.account = account;
    this.#quotas = quotas;
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
    const action = actionOf(call.service, call.operationName);
    const { fault, plan } = nextFault(this.faults, action, nowMs);
    this.faults = plan;
    if (fault === null) return this.#reply(call, action, nowMs);
    this.#count(action, fault.kind === 'throttle');
    return faultReply(fault, call, this.account.world.account, () => this.#answered(call, nowMs));
  }

  #reply(call: Call, action: string, nowMs: EpochMs): Reply {
    const isAdmitted = this.#quotas.admits(action, nowMs);
    this.#count(action, !isAdmitted);
    const { service, protocol } = call;
    return isAdmitted
      ? this.#answered(call, nowMs)
      : replyWith(protocol.refused(service, service.refusals.throttled));
  }

  #answered(call: Call, nowMs: EpochMs): Reply {
    const { service, protocol, operationName } = call;
    const answer = answerTo(call, this.account, nowMs);
    if (answer instanceof AwsFault) return replyWith(protocol.refused(service, answer));
    switch (answer.kind) {
      case 'body':
        this.#quotas.charge(answer.points, nowMs);
        return replyWith(protocol.answered(service, operationName, answer.body));
      case 'stream': {
        const action = actionOf(service, operationName);
        const stream = faultyStream(answer.stream, (atMs) => this.#streamFault(action, atMs));
        return { kind: 'stream', stream, delayMs: 0 };
      }
    }
  }

  #streamFault(action: string, nowMs: EpochMs): Fault | null {
    const { fault, plan } = nextStreamFault(this.faults, action, nowMs);
    this.faults = plan;
    return fault;
  }

  #count(action: string, isThrottled: boolean): void {
    const { calls, throttled } = this.#counts.get(action) ?? { calls: 0, throttled: 0 };
    const count = { calls: calls + 1, throttled: throttled + (isThrottled ? 1 : 0) };
    this.#counts = new Map(this.#counts).set(action, count);
  }
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
  try {
    return operation.answer(input.value, account, nowMs);
  } catch (error) {
    const { code, queryCode, status } = service.refusals.internal;
    return new AwsFault({ code, queryCode, status, message: `The local AWS failed: ${String(error)}` });
  }
}
