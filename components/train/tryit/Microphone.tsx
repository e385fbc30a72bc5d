'use client';
import { useEffect, useRef, useState } from 'react';
import { resampler, type Resampler } from '@/lib/inputs/resampler';
import { soundGate } from '@/lib/inputs/soundGate';
import { listen } from './listen';
import { soundMemory, SPEECH_RATE, wordStretch } from './speech';
import { useDevice } from './useDevice';

interface MicrophoneProps {
  /** Sound as it comes in, at `SPEECH_RATE`. */
  readonly onSound: (samples: Float32Array) => void;
  /** A sound that has ended, with a little silence before and after it. */
  readonly onWord: (sound: Float32Array) => void;
  readonly onStart: () => void;
}

/** Seconds of sound that are remembered: a longest sound and what tells its end. */
const MEMORY = 2;

/** The reader's microphone: hears when something is said. */
export function Microphone({ onSound, onWord, onStart }: MicrophoneProps) {
  // The page must hear the room as it is; only its loudness is evened out.
  const { stream, asking, message, start, stop } = useDevice('microphone', { echoCancellation: false, noiseSuppression: false, autoGainControl: true });
  const [hearing, setHearing] = useState(false);
  const on = useRef({ onSound, onWord, onStart });
  useEffect(() => {
    on.current = { onSound, onWord, onStart };
  }, [onSound, onWord, onStart]);

  useEffect(() => {
    if (!stream) return;
    let gone = false;
    let end: (() => void) | null = null;
    let slower: Resampler | null = null;
    const gate = soundGate(SPEECH_RATE);
    const memory = soundMemory(MEMORY * SPEECH_RATE);
    on.current.onStart();
    listen(stream, (samples, rate) => {
      slower ??= resampler(rate, SPEECH_RATE);
      const sound = slower.push(samples);
      memory.push(sound);
      on.current.onSound(sound);
      for (const stretch of gate.push(sound)) on.current.onWord(memory.take(wordStretch(stretch)));
      setHearing(gate.open);
    }).then(
      (stopListening) => {
        if (gone) stopListening();
        else end = stopListening;
      },
      () => !gone && stop('This browser could not open the sound of the microphone. Press “Use the microphone” to try again, or let the page say a word instead.'),
    );
    return () => {
      gone = true;
      end?.();
    };
  }, [stream, stop]);

  if (!stream) {
    return (
      <>
        <div className="button-row"><button type="button" className="button" disabled={asking} onClick={() => void start()}>Use the microphone</button></div>
        {asking && <p className="quiet" role="status">The browser asks whether this page may use the microphone.</p>}
        {message && <p className="error-line" role="alert">{message}</p>}
      </>
    );
  }
  return (
    <div className="button-row">
      <button type="button" className="button" onClick={() => stop()}>Stop the microphone</button>
      <span className="quiet">{hearing ? 'Hearing something …' : 'Listening. Say one of the words.'}</span>
    </div>
  );
}
