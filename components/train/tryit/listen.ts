/** The microphone's samples, block by block. */

/** Runs on the sound thread. It is loaded from a text, so that it works wherever the site lies. */
const TAP = `registerProcessor('tap', class extends AudioWorkletProcessor {
  constructor() { super(); this.block = new Float32Array(1024); this.filled = 0; }
  process([[samples]]) {
    if (samples) for (const value of samples) {
      this.block[this.filled++] = value;
      if (this.filled < this.block.length) continue;
      this.port.postMessage(this.block, [this.block.buffer]);
      this.block = new Float32Array(1024);
      this.filled = 0;
    }
    return true;
  }
});`;

const MONO = { channelCount: 1, channelCountMode: 'explicit' } as const;

async function worklet(context: AudioContext, onBlock: (samples: Float32Array) => void): Promise<AudioNode> {
  const address = URL.createObjectURL(new Blob([TAP], { type: 'text/javascript' }));
  try {
    await context.audioWorklet.addModule(address);
  } finally {
    URL.revokeObjectURL(address);
  }
  const node = new AudioWorkletNode(context, 'tap', { ...MONO, numberOfInputs: 1, numberOfOutputs: 1 });
  node.port.onmessage = ({ data }: MessageEvent<Float32Array>) => onBlock(data);
  return node;
}

/** For browsers without worklets, and for pages that may not load one. */
function script(context: AudioContext, onBlock: (samples: Float32Array) => void): AudioNode {
  const node = context.createScriptProcessor(1024, 1, 1);
  node.onaudioprocess = ({ inputBuffer }) => onBlock(inputBuffer.getChannelData(0).slice());
  return node;
}

/**
 * Listens to a stream.
 * @param onBlock mono samples −1…1, and their rate
 * @returns how to stop
 */
export async function listen(stream: MediaStream, onBlock: (samples: Float32Array, rate: number) => void): Promise<() => void> {
  const context = new AudioContext();
  const hear = (samples: Float32Array) => onBlock(samples, context.sampleRate);
  try {
    const node = await worklet(context, hear).catch(() => script(context, hear));
    // What nobody hears is not computed: it ends, silenced, at the speaker.
    const silent = context.createGain();
    silent.gain.value = 0;
    context.createMediaStreamSource(stream).connect(node).connect(silent).connect(context.destination);
    await context.resume();
  } catch (error) {
    void context.close();
    throw error;
  }
  return () => void context.close();
}

/** Plays a sound; without a speaker nothing happens. */
export async function play(sound: Float32Array, rate: number): Promise<void> {
  const context = new AudioContext();
  try {
    const buffer = context.createBuffer(1, sound.length, rate);
    buffer.getChannelData(0).set(sound);
    const source = context.createBufferSource();
    source.buffer = buffer;
    source.connect(context.destination);
    source.onended = () => void context.close();
    source.start();
    await context.resume();
  } catch {
    await context.close();
  }
}
