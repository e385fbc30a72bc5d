import { connectCompare, JobCancelled, type ComparePort } from '@/lib/engine/compare/client';
import type { FromCompare, ToCompare } from '@/lib/engine/compare/jobs';

function played() {
  const sent: ToCompare[] = [];
  const port: ComparePort = { postMessage: (message) => void sent.push(message), onmessage: null, onerror: null, terminate: jest.fn() };
  const stops: string[] = [];
  const compare = connectCompare(port, (sentence) => stops.push(sentence));
  const say = (data: FromCompare) => port.onmessage!({ data } as MessageEvent<FromCompare>);
  return { sent, port, stops, compare, say };
}

test('answers find the job that asked, in any order', async () => {
  const { compare, say } = played();
  const one = compare.ask('drop', { id: 'a' });
  const two = compare.ask('order', { id: 'a', by: 'rate' });
  say({ type: 'done', request: 2, answer: { order: Uint32Array.of(1, 0), note: '' } });
  say({ type: 'done', request: 1, answer: null });
  expect(await one.answer).toBeNull();
  expect([...(await two.answer).order]).toEqual([1, 0]);
});

test('progress is told while the job runs, and not after', async () => {
  const { compare, say } = played();
  const heard: number[] = [];
  const job = compare.ask('drop', { id: 'a' }, (done) => heard.push(done));
  say({ type: 'progress', request: 1, done: 0.5 });
  say({ type: 'done', request: 1, answer: null });
  await job.answer;
  say({ type: 'progress', request: 1, done: 0.9 });
  expect(heard).toEqual([0.5]);
});

test('a job that is cancelled says so to the worker and ends as cancelled', async () => {
  const { compare, say, sent } = played();
  const job = compare.ask('drop', { id: 'a' });
  job.cancel();
  expect(sent[1]).toEqual({ job: 'cancel', request: 1 });
  say({ type: 'failed', request: 1, message: 'cancelled', cancelled: true });
  await expect(job.answer).rejects.toThrow(JobCancelled);
});

test('a job that fails gives its sentence', async () => {
  const { compare, say } = played();
  const job = compare.ask('drop', { id: 'a' });
  say({ type: 'failed', request: 1, message: 'a.npy: the file is empty.', cancelled: false });
  await expect(job.answer).rejects.toThrow('a.npy: the file is empty.');
});

test('when the worker stops, every job fails and the page is told once', async () => {
  const { compare, port, stops } = played();
  const jobs = [compare.ask('drop', { id: 'a' }), compare.ask('drop', { id: 'b' })];
  port.onerror!({ message: 'out of memory' } as ErrorEvent);
  for (const { answer } of jobs) await expect(answer).rejects.toThrow('The comparing worker stopped: out of memory.');
  expect(stops).toEqual(['The comparing worker stopped: out of memory.']);
});

test('closing ends what is under way without a word', async () => {
  const { compare, port } = played();
  const job = compare.ask('drop', { id: 'a' });
  compare.close();
  await expect(job.answer).rejects.toThrow(JobCancelled);
  expect(port.terminate).toHaveBeenCalled();
});
