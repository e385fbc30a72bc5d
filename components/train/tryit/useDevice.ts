import { useCallback, useEffect, useRef, useState } from 'react';
import { deviceSentence, hiddenSentence, lostSentence, notLent, type Device } from './deviceSentence';

export interface Lent {
  /** Null while the device is not lent. */
  readonly stream: MediaStream | null;
  /** The browser is asking the reader. */
  readonly asking: boolean;
  /** Why there is no stream, and the way on. */
  readonly message: string | null;
  start(): Promise<void>;
  stop(message?: string): void;
}

const release = (stream: MediaStream | null) => stream?.getTracks().forEach((track) => track.stop());

/** A camera or microphone: asked for only by `start`, let go by `stop`, when the page is hidden and when it is left. */
export function useDevice(device: Device, constraints: MediaTrackConstraints): Lent {
  const [state, setState] = useState<Pick<Lent, 'stream' | 'asking' | 'message'>>({ stream: null, asking: false, message: null });
  const held = useRef<MediaStream | null>(null);
  /** Answers to a question that is not asked any more are let go. */
  const question = useRef(0);

  const stop = useCallback((message?: string) => {
    question.current += 1;
    release(held.current);
    held.current = null;
    setState({ stream: null, asking: false, message: message ?? null });
  }, []);

  const start = async () => {
    const own = ++question.current;
    const none = notLent(device, { secure: window.isSecureContext, offered: typeof navigator.mediaDevices?.getUserMedia === 'function' });
    if (none) return setState({ stream: null, asking: false, message: none });
    setState({ stream: null, asking: true, message: null });
    try {
      const stream = await navigator.mediaDevices.getUserMedia(device === 'camera' ? { video: constraints } : { audio: constraints });
      if (own !== question.current) return release(stream);
      held.current = stream;
      for (const track of stream.getTracks()) track.addEventListener('ended', () => held.current === stream && stop(lostSentence(device)));
      setState({ stream, asking: false, message: null });
    } catch (error) {
      if (own === question.current) setState({ stream: null, asking: false, message: deviceSentence(device, error instanceof DOMException ? error.name : String(error)) });
    }
  };

  useEffect(() => {
    const onHidden = () => document.hidden && held.current && stop(hiddenSentence(device));
    document.addEventListener('visibilitychange', onHidden);
    return () => {
      document.removeEventListener('visibilitychange', onHidden);
      question.current += 1;
      release(held.current);
      held.current = null;
    };
  }, [device, stop]);

  return { ...state, start, stop };
}
