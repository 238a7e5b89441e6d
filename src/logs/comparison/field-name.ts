/** Name parts of members that hold private data or secrets. */
const PRIVATE =
  /pass|pwd|secret|token|key|auth|cookie|credential|session|signature|mail|phone|addr|forwarded|iban|card|birth|ssn|surname|user_?agent|user[-_]?id$|(?:creat|updat|modifi|request|invok|approv|chang|delet|assign)ed_?by$|conn(?:ection)?_?str|(?:client|source|remote|src|peer|caller|user|real)_?ip$|(?:^|first|last|middle|full|user|given|family|nick|display|login|owner|customer|contact|holder|recipient|sender|employee|patient)[-_]?name$/i;
/** The same for whole words: `pin` is a word of `cardPin` but not of `shipping`. */
const PRIVATE_WORDS: ReadonlySet<string> = wordSet(
  'ip ips ipv4 ipv6 xff pan pin otp totp mfa pw cvv cvc csc mobile tel telephone fax msisdn dob bearer jwt sid dsn',
  'csrf xsrf nonce salt sig gender zip postcode postal street lat lon lng latitude longitude login username',
);
/** Last words of names that stand for a person. As a first word they name a kind: `userType`. */
const PERSONS: ReadonlySet<string> = wordSet(
  'user owner sub subject principal author creator recipient sender assignee person patient employee contact',
  'uid upn nick',
);

/**
 * Words of names that describe how a call went. They say nothing about its input, however well they match failed calls.
 */
const OUTCOME_WORDS: ReadonlySet<string> = wordSet(
  'status success successful succeeded outcome result error errors err errno exception fail failed failure fault',
  'response retry retries retryable attempt attempts severity reason cause valid invalid',
);
/** Whole names of outcomes; `countryCode` and `priceLevel` are not among them. */
const OUTCOME = /^(?:is[-_]?)?ok$|^level$|log[-_]?level$|^code$|(?:exit|return|http|grpc)[-_]?code$/i;

/** Names of ids, times and measures: their values don't group requests. */
const SINGULAR =
  /^(?:time|timestamp|@timestamp|date|message|msg|logger|service|stack|stackTrace)$|(?:^|[a-z_-])(?:I[dD]|_id|-id|uuid|UUID|Ms|_ms|At|_at|Arn|_arn)$/;
const GROUPING =
  /^(?:tenant|account|customer|shop|store|org|team|partner|merchant|region|channel|client|app)[-_]?id$/i;
const LONGEST_NAME = 40;
const NAME = /^[A-Za-z_@$][\w.@$-]*$/;

/** Whether a member's values may distinguish groups of requests, and may be shown. */
export function isTellingName(name: string): boolean {
  if (name.length > LONGEST_NAME || !NAME.test(name) || !mayHoldTelling(name)) return false;
  return GROUPING.test(name) || !SINGULAR.test(name);
}

/**
 * Whether to look at members of a member: the contents of `user` or `error` are as private, or as much an outcome, as
 * the whole.
 */
export function mayHoldTelling(name: string): boolean {
  if (PRIVATE.test(name) || OUTCOME.test(name)) return false;
  const words = wordsOf(name);
  return (
    !PERSONS.has(words.at(-1) ?? '') &&
    words.every((word) => !PRIVATE_WORDS.has(word) && !OUTCOME_WORDS.has(word))
  );
}

/** `x-forwardedFor` as x, forwarded, for. */
function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');
}

function wordSet(...lists: readonly string[]): ReadonlySet<string> {
  return new Set(lists.join(' ').split(' '));
}
