import { type EpochMs, MINUTE_MS } from '../../../lambda/time.ts';
import type { AccountModel } from '../function-model.ts';
import type { WorldAccount } from '../world.ts';
import { DEMO_ALARMS } from './alarms.ts';
import { authToken } from './auth-token.ts';
import { cartApi } from './cart-api.ts';
import { checkoutApi } from './checkout-api.ts';
import { emailDispatch } from './email-dispatch.ts';
import { geoLookup } from './geo-lookup.ts';
import { imageResize } from './image-resize.ts';
import { inventorySync } from './inventory-sync.ts';
import { invoicePdf } from './invoice-pdf.ts';
import { ledgerStream } from './ledger-stream.ts';
import { legacyExport } from './legacy-export.ts';
import { orderStreamConsumer } from './order-stream-consumer.ts';
import { demoQueues } from './queues.ts';
import { reportNightly } from './report-nightly.ts';
import { searchIndex } from './search-index.ts';
import { withTags } from './tags.ts';
import { thumbnailCron } from './thumbnail-cron.ts';
import { userProfile } from './user-profile.ts';
import { webhookIn } from './webhook-in.ts';

export const DEMO_REGION = 'eu-west-1';

function accountIn(region: string): WorldAccount {
  return { accountId: '123456789012', region, concurrencyLimit: 1_000 };
}

export function emptyAccount(region: string): AccountModel {
  return { account: accountIn(region), functions: [] };
}

export const EMPTY_ACCOUNT = emptyAccount(DEMO_REGION);

/** The account of `lmon demo`: its incidents are placed around the minute that holds `nowMs`. */
export function demoAccount(nowMs: EpochMs, region = DEMO_REGION): AccountModel {
  const account = accountIn(region);
  const now0Ms = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
  const { inventory, inventoryRedrive, emailDeadLetters } = demoQueues(account);
  return {
    account,
    functions: [
      checkoutApi(now0Ms),
      orderStreamConsumer(now0Ms, account),
      ledgerStream(now0Ms, account),
      imageResize(now0Ms),
      emailDispatch(now0Ms, emailDeadLetters),
      invoicePdf(now0Ms),
      authToken(now0Ms),
      cartApi(now0Ms),
      inventorySync(now0Ms, inventory),
      geoLookup(now0Ms),
      userProfile(now0Ms),
      webhookIn(now0Ms),
      searchIndex(now0Ms),
      legacyExport(now0Ms),
      reportNightly(now0Ms),
      thumbnailCron(now0Ms),
    ].map(withTags),
    queues: [inventory, inventoryRedrive, emailDeadLetters],
    alarms: DEMO_ALARMS,
    hasPast: true,
  };
}
