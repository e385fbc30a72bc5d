'use client';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { DatasetFacts } from '@/lib/engine/training/protocol';
import { NUMBER_WORDS, sayNumber } from '@/lib/inputs/numberWords';
import { randomStream } from '@/lib/numerics/random';
import { useTheme } from '../../shell/theme';
import { useAsk } from './ask';
import { cochleagram } from './cochleagram';
import { play } from './listen';
import { Microphone } from './Microphone';
import { inkShades } from './shades';
import { SPEECH_RATE, speechInput, squeeze } from './speech';
import { usePixels } from './usePixels';

/** Columns of the cochleagram, 10 ms each. */
const COLUMNS = 200;
/** Spikes in one step that are drawn in full ink. */
const FULL = 2;

/** Words that are said, by the page or by the reader, to a network that knows them from the spikes of a model of the ear. */
export default function SayIt({ id, facts }: { id: string; facts: DatasetFacts }) {
  const { steps } = facts;
  const channels = facts.shape[0];
  const theme = useTheme();
  const ask = useAsk(id);
  const picture = useMemo(() => cochleagram(COLUMNS, channels), [channels]);
  const { canvas, paint } = usePixels(COLUMNS, channels);
  const [said, setSaid] = useState('');
  const frame = useRef(0);
  /** Each word is said by another voice. */
  const voices = useRef(0);

  const draw = useCallback(() => {
    frame.current ||= requestAnimationFrame(() => {
      frame.current = 0;
      const shade = inkShades(theme);
      paint((k) => shade(picture.at(k % COLUMNS, channels - 1 - Math.floor(k / COLUMNS)) / FULL));
    });
  }, [theme, paint, picture, channels]);
  useEffect(() => {
    draw();
    return () => {
      cancelAnimationFrame(frame.current);
      frame.current = 0;
    };
  }, [draw]);

  const hear = useCallback((samples: Float32Array) => {
    picture.push(samples);
    draw();
  }, [picture, draw]);
  const begin = useCallback(() => {
    picture.clear();
    setSaid('');
    draw();
  }, [picture, draw]);
  const word = useCallback((sound: Float32Array) => {
    const faster = squeeze(sound.length, steps);
    const length = (sound.length / SPEECH_RATE).toFixed(1);
    setSaid(faster > 1 ? `Heard ${length} s of sound, ${faster.toFixed(1)} times as fast, to fit into ${steps} steps.` : `Heard ${length} s of sound.`);
    ask(speechInput(sound, steps, channels));
  }, [ask, steps, channels]);

  function say(digit: number): void {
    const random = randomStream(++voices.current, `say/${digit}`);
    const sound = sayNumber(digit, SPEECH_RATE, random);
    picture.clear();
    hear(sound);
    setSaid(`The page said ${facts.classes[digit]}.`);
    ask(speechInput(sound, steps, channels));
    void play(sound, SPEECH_RATE);
  }

  return (
    <div className="try-tools wide">
      <div className="button-row">
        <button type="button" className="button" onClick={() => say(Math.floor(Math.random() * NUMBER_WORDS.length))}>Say one for me</button>
      </div>
      <div className="button-row" role="group" aria-label="Words for the page to say">
        {NUMBER_WORDS.map((name, digit) => <button key={name} type="button" className="button" aria-label={`Say ${facts.classes[digit] ?? name}`} onClick={() => say(digit)}>{digit} <i>{name}</i></button>)}
      </div>
      <Microphone onSound={hear} onWord={word} onStart={begin} />
      <canvas ref={canvas} className="pixels cochleagram" width={COLUMNS} height={channels} role="img" aria-label="Cochleagram: spikes of the ear’s channels, low tones below, the newest at the right" />
      <p className="quiet"><span>low tones below, now at the right; 2 seconds</span> <span role="status">{said}</span></p>
    </div>
  );
}
