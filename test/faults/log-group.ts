/** A log group at `url`, for tests that write into it. Any server that speaks CloudWatch Logs will do. */
export interface LogGroup {
  readonly name: string;
  create(streams: readonly string[]): Promise<void>;
  /** @param atMs of the event, epoch milliseconds */
  write(stream: string, atMs: number, message: string): Promise<void>;
  delete(): Promise<void>;
}

/** Servers with several Regions read the Region from it; none of them checks the signature. */
const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=testing/20261124/eu-west-1/logs/aws4_request, SignedHeaders=host, Signature=0';

export function logGroup(url: string, name: string): LogGroup {
  const call = async (operation: string, input: object) => {
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        authorization: AUTHORIZATION,
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `Logs_20140328.${operation}`,
      },
      body: JSON.stringify({ logGroupName: name, ...input }),
    });
    if (!answer.ok) throw new Error(`${operation}: ${answer.status} ${await answer.text()}`);
  };
  return {
    name,
    async create(streams) {
      await call('CreateLogGroup', {});
      for (const logStreamName of streams) await call('CreateLogStream', { logStreamName });
    },
    write: (logStreamName, atMs, message) =>
      call('PutLogEvents', { logStreamName, logEvents: [{ timestamp: Math.floor(atMs), message }] }),
    delete: () => call('DeleteLogGroup', {}),
  };
}
