import { describe, expect, it, vi } from 'vitest';
import { startRowThread } from '../../../src/commands/logs/row-thread.ts';
import { rawText } from '../../../src/terminal/text.ts';

const origin = { functionName: null, group: rawText('/aws/lambda/checkout') };
const listOf = (message: string) =>
  JSON.stringify([{ logStreamName: 's', timestamp: 1, message, ingestionTime: 2, eventId: '3' }]);

async function readyThread() {
  const thread = startRowThread({ output: 'json', nameWidth: null });
  await vi.waitFor(() => expect(thread.isReady).toBe(true), { timeout: 10_000 });
  return thread;
}

describe('a thread that makes rows', () => {
  it('answers each question in its turn, and says which it has no rows for', async () => {
    const thread = await readyThread();
    const questions = [listOf('one'), '[{"message":"without a time"}]', listOf('two')];
    const answers = await Promise.all(questions.map((json) => thread.rows({ json, origin })));
    const messages = answers.map((rows) => rows && JSON.parse(new TextDecoder().decode(rows)).message);
    expect(messages).toEqual(['one', null, 'two']);
  });

  it('leaves all that it was asked to others once it has failed, and is ready no more', async () => {
    const thread = await readyThread();
    const questions = [listOf('one'), 'no list', listOf('two')];
    const [, ...answers] = await Promise.all(questions.map((json) => thread.rows({ json, origin })));
    expect(answers).toEqual([null, null]);
    expect(thread.isReady).toBe(false);
    expect(await thread.rows({ json: listOf('three'), origin })).toBeNull();
  });
});
