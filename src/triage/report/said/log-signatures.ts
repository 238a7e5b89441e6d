import type { Line } from '../../../terminal/line.ts';
import { words } from '../../../terminal/words.ts';
import type { Advice } from '../claims/suspect.ts';

/** A cause named in the text of failures. */
export interface LogSignature {
  readonly name: string;
  readonly title: Line;
  readonly pattern: RegExp;
  /** What it is easily confused with, and how to tell. */
  readonly lookAlike: Line;
  readonly advice: Advice;
}

const advice = (now: Line, next: Line, later: Line, harms: Line | null = null): Advice => ({
  now,
  next,
  later,
  harms,
});

/** A bare number may be an order or a row: it is an HTTP status only next to such a word. */
const STATUS =
  /\b(?:(?:status|error|response)?[ _-]?code|status|HTTP(?:\/\d(?:\.\d)?)?)\W{0,6}(?:(?:is|was|of)\W)?/;

function withStatus(status: number | string, others: RegExp): RegExp {
  return new RegExp(`${others.source}|${STATUS.source}(?:${status})\\b`, 'i');
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html */
export const LOG_SIGNATURES: readonly LogSignature[] = [
  {
    name: 'initFailure',
    title: words`the code does not start`,
    pattern:
      /Runtime\.(?:ImportModuleError|HandlerNotFound|UserCodeSyntaxError|InvalidEntrypoint|Unknown)|Cannot find module|No module named|\bis undefined or not exported\b|Handler '[^']{1,100}' missing on module|Unable to import module/i,
    lookAlike: words`a missing secret or setting at start looks the same: the message tells`,
    advice: advice(
      words`take back the last deployment, or the layer that changed`,
      words`check package, handler name and layers`,
      words`start the package once before it is deployed`,
    ),
  },
  {
    name: 'encryptionKey',
    title: words`its key can't be used`,
    pattern:
      /KMS(?:AccessDenied|Disabled|InvalidState|NotFound)|\bkms:(?:Decrypt|GenerateDataKey)|:key\/[\w-]+ is (?:pending deletion|disabled)|KMS key[^\n]{0,40}(?:disabled|not found|pending)/i,
    lookAlike: words`a role that was deleted and made again under its name has lost its grant`,
    advice: advice(
      words`check that the key is enabled and its policy names the role`,
      words`save the function's environment again, to renew the grant`,
      words`an alarm on disabled keys`,
    ),
  },
  {
    name: 'credentials',
    title: words`what it shows to prove who it is is not taken`,
    pattern: withStatus(
      401,
      /ExpiredToken|security token included in the request is expired|SignatureDoesNotMatch|password authentication failed|Login failed for user|Access denied for user|bad auth\b|WRONGPASS|NOAUTH|ORA-01017|\b401\W{1,3}(?:Client Error\W{1,3})?Unauthorized\b|invalid_(?:grant|client|token)\b|(?:authentication|login|logon) failed/,
    ),
    lookAlike: words`a permission that is missing says so: there who it is is known`,
    advice: advice(
      words`see whether a secret was rotated or has run out; let environments read it anew`,
      words`look at when the secret was changed last, and by whom`,
      words`read the secret again when it is refused, instead of once at start`,
    ),
  },
  {
    name: 'permission',
    title: words`a permission is missing`,
    pattern:
      /Access ?Denied|not authorized to perform|UnrecognizedClientException|InvalidClientTokenId|AuthorizationError|Forbidden\b|permission denied for|UnauthorizedOperation/i,
    lookAlike: words`a policy of the resource, or of the organisation, denies it too`,
    advice: advice(
      words`read action and resource in the message; put back the policy that changed`,
      words`look in CloudTrail who changed role or policy`,
      words`test the role's policies where they are deployed`,
      words`a policy that allows everything`,
    ),
  },
  {
    name: 'downstreamThrottle',
    title: words`another service turns its calls away`,
    pattern: withStatus(
      429,
      /Throttling(?:Exception|Error)?\b|Rate ?exceeded|exceeded the rate|RequestLimitExceeded|ThroughputExceeded|provisioned throughput|Throughput exceeds|Too ?Many ?Requests|Slow ?Down\b|reduce your request rate/,
    ),
    lookAlike: words`throttles of the function itself are in the metric Throttles, not in its log`,
    advice: advice(
      words`lower the function's concurrency to what that service bears`,
      words`back off with jitter between tries; ask for a higher limit there`,
      words`keep answers, or put a queue in between`,
      words`more or quicker retries make a storm of it`,
    ),
  },
  {
    name: 'certificate',
    title: words`the certificate of what it calls is not taken`,
    pattern:
      /certificate (?:has expired|is not (?:yet )?valid|verify failed)|CERT_HAS_EXPIRED|CERTIFICATE_VERIFY_FAILED|verify the first certificate|self[- ]signed certificate|certificate signed by unknown authority|x509:|SSLHandshakeException|PKIX path|SSL connection could not be established|remote certificate is invalid|does not match certificate's altnames|tls: /i,
    lookAlike: words`a bundle of authorities that the code brings along may be out of date, too`,
    advice: advice(
      words`renew the certificate of the host that failures name`,
      words`see whether others who call that host fail alike`,
      words`an alarm some weeks before a certificate runs out`,
      words`switching the check off`,
    ),
  },
  {
    name: 'network',
    title: words`it can't reach what it calls`,
    pattern:
      /ETIMEDOUT|ECONNREFUSED|ECONNRESET|socket hang up|\bENOTFOUND|E(?:HOST|NET)UNREACH|EAI_AGAIN|getaddrinfo|ENILimitReached|SubnetIPAddressLimitReached|Unknown ?Host|No ?Route ?To ?Host|Network is unreachable|(?:Connection|connect) (?:refused|reset|timed out)|dial tcp[^\n]{0,80}(?:i\/o timeout|no such host)|open TCP connection|Could not connect to|Name or service not known|name resolution|establish a new connection|Connect ?Timeout/i,
    lookAlike: words`without a way out of its VPC every outside call fails, and inside ones work`,
    advice: advice(
      words`check subnets, security groups, NAT and endpoints that changed`,
      words`see whether other functions of the VPC fail alike`,
      words`a timeout and a circuit breaker for that call`,
    ),
  },
  {
    name: 'dependencyDown',
    title: words`what it calls answers that it is not well`,
    pattern: withStatus(
      '50[0234]',
      /\b50[0234]\W{1,3}(?:Internal Server Error|Bad Gateway|Service Unavailable|Gateway Time-?out|Server Error)|HttpServerError|ServiceUnavailable|upstream connect error|no healthy upstream/,
    ),
    lookAlike: words`its own callers may have seen the same answer of it: the message tells whose it is`,
    advice: advice(
      words`look at the health of what failures name; shed what can do without it`,
      words`see whether others who call it fail alike`,
      words`a circuit breaker, and an answer for when it is away`,
      words`more or quicker retries keep it from coming back`,
    ),
  },
  {
    name: 'diskFull',
    title: words`its /tmp is full`,
    pattern: /ENOSPC|No space left on device/i,
    lookAlike: words`what is left in /tmp by earlier calls adds up: young environments work`,
    advice: advice(
      words`raise its ephemeral storage`,
      words`delete what each call leaves in /tmp`,
      words`stream instead of writing to disk`,
    ),
  },
  {
    name: 'tooLarge',
    title: words`a payload is too large`,
    pattern: withStatus(
      413,
      /(?:Request|Entity|Response ?Size|Payload) ?Too ?Large|payload is too large|payload size (?:exceeded|limit)|size has exceeded the maximum|exceed(?:s|ed)? the maximum allowed size|must be shorter than \d[\d,]* ?(?:bytes|[KM]i?B)\b|Message ?Too ?(?:Long|Large)/,
    ),
    lookAlike: words`a single caller's input, or all answers: compare the paths that fail`,
    advice: advice(
      words`find out which caller or input it is`,
      words`put large contents into S3 and send where they are`,
      words`stream the answer`,
    ),
  },
  {
    name: 'fileSystem',
    title: words`its file system can't be used`,
    pattern:
      /EFSMountConnectivity|EFSMountTimeout|EFSMountFailure|EFSIO|ESTALE|Stale (?:NFS )?file handle|(?:EIO\b|i\/o error|Input\/output error)[^\n]{0,80}\/mnt\//i,
    lookAlike: words`mount target or security group: others who mount it fail alike`,
    advice: advice(
      words`check the mount targets and their security group`,
      words`see the file system's own metrics`,
      words`keep what calls need out of it`,
    ),
  },
  {
    name: 'processExit',
    title: words`its process dies`,
    pattern: /Runtime\.ExitError|Runtime\.NodejsExit|segmentation fault|exit status \d+|signal: /i,
    lookAlike: words`memory that runs out kills it too: Max Memory Used tells`,
    advice: advice(
      words`read the last lines before the exit`,
      words`look at native modules and unhandled rejections`,
      words`a handler that logs before the process ends`,
    ),
  },
];
