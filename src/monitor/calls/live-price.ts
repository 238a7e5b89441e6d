/**
 * Price of a Live Tail minute in us-east-1, where the first 1,800 minutes of a month are free.
 *
 * @see https://aws.amazon.com/cloudwatch/pricing/
 */
export const DOLLARS_PER_LIVE_MINUTE = 0.01;

export const DOLLARS_PER_LIVE_HOUR = 60 * DOLLARS_PER_LIVE_MINUTE;
