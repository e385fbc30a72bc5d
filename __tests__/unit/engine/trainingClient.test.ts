/** @jest-environment node */
import { connectTraining, type TrainingPort } from '@/lib/engine/training/client';
import type { Checkpoint, FromTraining, ToTraining } from '@/lib/engine/training/protocol';
import type { SampleLook } from '@/lib/networks/training/probe';
import { defaultRecipe } from '@/lib/experiment/recipe';

function connected() {
  const sent: ToTraining[] = [];
  const heard: FromTraining[] = [];
  const port: TrainingPort & { ended: boolean } = {
    onmessage: null, onerror: null, ended: false,
    postMessage: (message) => void sent.push(message),
    terminate() {
      this.ended = true;
    },
  };
  const training = connectTraining(port, (message) => void heard.push(message));
  return { sent, heard, port, training, answer: (data: FromTraining) => port.onmessage?.({ data } as MessageEvent<FromTraining>) };
}
const look = {} as SampleLook;

describe('the page’s side of the training worker', () => {
  it('gives each answer to who asked, in whatever order they come', async () => {
    const { training, sent, answer, heard } = connected();
    const [first, second] = [training.look('a', { part: 'test', index: 1 }), training.look('b', { part: 'test', index: 2 })];
    const saved = training.save('a');
    const pictures = training.pictures(defaultRecipe().task, 'test', [3]);
    expect(sent.map((m) => ('request' in m ? m.request : null))).toEqual([1, 2, 3, 4]);
    answer({ type: 'pictures', request: 4, pictures: [] });
    answer({ type: 'saved', id: 'a', request: 3, checkpoint: { seconds: 5 } as Checkpoint });
    answer({ type: 'look', id: 'b', request: 2, look, label: 7 });
    answer({ type: 'failed', request: 1, message: 'This run is not at hand any more.' });
    expect(await pictures).toEqual([]);
    expect((await saved).seconds).toBe(5);
    expect((await second).label).toBe(7);
    await expect(first).rejects.toThrow('This run is not at hand any more.');
    expect(heard).toEqual([]);
  });

  it('hands everything else on, ignores answers nobody waits for, and says when the engine is gone', () => {
    const { training, heard, port, answer, sent } = connected();
    answer({ type: 'playing', playing: true });
    answer({ type: 'look', id: 'a', request: 99, look, label: 0 });
    port.onerror?.({ message: 'no memory' } as ErrorEvent);
    expect(heard).toEqual([{ type: 'playing', playing: true }, { type: 'notice', message: expect.stringMatching(/^The training engine stopped: no memory\..*kept on this device\.$/) }]);
    training.go({ kind: 'seconds', seconds: 3 });
    training.pause();
    training.step();
    training.pace(5);
    training.remove('a');
    expect(sent.map(({ type }) => type)).toEqual(['go', 'pause', 'step', 'pace', 'remove']);
    training.close();
    expect(port.ended).toBe(true);
  });
});
