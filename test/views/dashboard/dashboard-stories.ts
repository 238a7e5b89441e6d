import type { FunctionDetail } from '../../../src/monitor/function/detail/function-detail.ts';
import { rawText } from '../../../src/terminal/text.ts';
import type { FunctionStory } from '../fleet/fleet-story.ts';

const UNREAD = { known: false, because: 'unread' } as const;

export function detailOf({ name }: FunctionStory, different: Partial<FunctionDetail> = {}): FunctionDetail {
  return {
    functionName: rawText(name),
    isRead: true,
    aliases: UNREAD,
    provisioned: UNREAD,
    asyncDelivery: UNREAD,
    alarms: UNREAD,
    described: UNREAD,
    sample: null,
    reportsError: null,
    lastLines: null,
    deadLetters: null,
    versions: null,
    day: null,
    ...different,
  };
}
