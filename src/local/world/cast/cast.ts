import type { AccountModel } from '../function-model.ts';
import type { EpochMs, WorldAccount } from '../world.ts';
import { checkoutApi } from './checkout-api.ts';
import { geoLookup } from './geo-lookup.ts';
import { imageResize } from './image-resize.ts';
import { orderStreamConsumer } from './order-stream-consumer.ts';
import { reportNightly } from './report-nightly.ts';
import { MINUTE_MS } from './story-time.ts';
import { userProfile } from './user-profile.ts';

const ACCOUNT: WorldAccount = { accountId: '123456789012', region: 'eu-west-1', concurrencyLimit: 1_000 };

export const EMPTY_ACCOUNT: AccountModel = { account: ACCOUNT, functions: [] };

/** The account of `lmon demo`: its incidents are placed around the minute that holds `nowMs`. */
export function demoAccount(nowMs: EpochMs): AccountModel {
  const now0Ms = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
  return {
    account: ACCOUNT,
    functions: [
      checkoutApi(now0Ms),
      orderStreamConsumer(now0Ms, ACCOUNT),
      imageResize(now0Ms),
      geoLookup(now0Ms),
      userProfile(now0Ms),
      reportNightly(now0Ms),
    ],
  };
}
