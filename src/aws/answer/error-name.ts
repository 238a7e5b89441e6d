import type { SourceErrorKind } from '../../monitor/source-error.ts';

/**
 * The meaning of an AWS error name; null for an unspecific one (the HTTP status then decides). Services spell the same
 * error with and without `Exception`, so that ending is dropped first.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CommonErrors.html
 */
export function kindOfErrorName(name: string): SourceErrorKind | null {
  return KIND_BY_NAME.get(name.replace(/Exception$/, '')) ?? null;
}

const NAMES: Readonly<Record<SourceErrorKind, readonly string[]>> = {
  throttled: [
    'BandwidthLimitExceeded',
    'LimitExceeded',
    'PriorRequestNotComplete',
    'ProvisionedThroughputExceeded',
    'RequestLimitExceeded',
    'RequestThrottled',
    'ServiceQuotaExceeded',
    'SlowDown',
    'Throttled',
    'Throttling',
    'TooManyRequests',
  ],
  denied: [
    'AccessDenied',
    'AuthorizationError',
    'Forbidden',
    'KMSAccessDenied',
    'NotAuthorized',
    'OptInRequired',
    'RefusedCommand',
    'SubscriptionRequired',
    'Unauthorized',
    'UnauthorizedOperation',
  ],
  expired: [
    'AuthFailure',
    'ExpiredToken',
    'InvalidAccessKeyId',
    'InvalidClientTokenId',
    'InvalidSignature',
    'InvalidToken',
    'MissingAuthenticationToken',
    'SignatureDoesNotMatch',
    'TokenRefreshRequired',
    'UnrecognizedClient',
  ],
  absent: [
    'AWS.SimpleQueueService.NonExistentQueue',
    'NoSuchEntity',
    'QueueDoesNotExist',
    'ResourceNotFound',
  ],
  unreachable: [
    'AbortError',
    'CertificateBundleUnreadable',
    'InternalFailure',
    'InternalServerError',
    'InternalServiceFault',
    'ProxyRefused',
    'RequestTimeout',
    'ServiceUnavailable',
    'SessionStreaming',
    'SessionTimeout',
    'TimeoutError',
  ],
  malformed: [
    'AnswerTooLarge',
    'InvalidNextToken',
    'InvalidOperation',
    'InvalidParameter',
    'InvalidParameterCombination',
    'InvalidParameterValue',
    'MissingRequiredParameter',
    'UnknownOperation',
    'Validation',
    'ValidationError',
  ],
};

const KIND_BY_NAME: ReadonlyMap<string, SourceErrorKind> = new Map(
  Object.entries(NAMES).flatMap(([kind, names]) =>
    names.map((name): [string, SourceErrorKind] => [name, kind as SourceErrorKind]),
  ),
);
