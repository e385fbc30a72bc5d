'use client';
import { useEffect, useRef, useState } from 'react';
import { SHAPES_CAMERA } from '@/lib/datasets/tasks/movingShapes';
import { useTheme } from '../../shell/theme';
import { eventEye } from './eye';
import { EyePictures } from './EyePictures';
import { greyFrame, squareCrop } from './frames';
import { eventShades, lightShade } from './shades';
import { useDevice } from './useDevice';
import { usePixels } from './usePixels';

const SIDE = SHAPES_CAMERA.width;
/** A frame is first made this large, then averaged: browsers shrink well only by a little. */
const BETWEEN = 4 * SIDE;
/** How often it is named, and the events below which nothing moves: a still sensor makes up to 20. */
const NAMED_MS = 500;
const STILL = 20;

/** The reader's own camera, made an event camera. */
export default function CameraEye({ steps, ask }: { steps: number; ask: (own: Float32Array) => void }) {
  const { stream, asking, message, start, stop } = useDevice('camera', { width: { ideal: 320 }, height: { ideal: 240 }, frameRate: { ideal: 30 } });
  const theme = useTheme();
  const [moving, setMoving] = useState(false);
  const video = useRef<HTMLVideoElement>(null);
  const { canvas: sceneCanvas, paint: paintScene } = usePixels(SIDE, SIDE);
  const { canvas: eventCanvas, paint: paintEvents } = usePixels(SIDE, SIDE);

  useEffect(() => {
    const element = video.current;
    if (!stream || !element) return;
    element.srcObject = stream;
    void element.play().catch(() => undefined);
    const small = document.createElement('canvas');
    small.width = small.height = BETWEEN;
    const context = small.getContext('2d', { willReadFrequently: true });
    if (!context) return;
    context.imageSmoothingQuality = 'high';
    // A camera that looks at its owner is shown as a mirror, so that left is left.
    const mirrored = stream.getVideoTracks()[0]?.getSettings().facingMode !== 'environment';
    const eye = eventEye(SHAPES_CAMERA, steps);
    const shade = eventShades(theme);
    let [frame, seen, named] = [0, -1, 0];
    const look = (now: number) => {
      frame = requestAnimationFrame(look);
      if (element.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || element.currentTime === seen) return;
      seen = element.currentTime;
      const { x, y, side } = squareCrop(element.videoWidth, element.videoHeight);
      if (side === 0) return;
      context.drawImage(element, x, y, side, side, 0, 0, BETWEEN, BETWEEN);
      const grey = greyFrame(context.getImageData(0, 0, BETWEEN, BETWEEN).data, BETWEEN, SIDE, mirrored);
      eye.see(grey, 1000 * now);
      paintScene((k) => lightShade(grey[k]));
      paintEvents((k) => shade(eye.glow(k)));
      if (eye.steps < steps || now - named < NAMED_MS) return;
      named = now;
      const enough = eye.count() > STILL;
      setMoving(enough);
      if (enough) ask(eye.input());
    };
    frame = requestAnimationFrame(look);
    return () => {
      cancelAnimationFrame(frame);
      element.srcObject = null;
    };
  }, [stream, steps, ask, theme, paintScene, paintEvents]);

  if (!stream) {
    return (
      <>
        <div className="button-row"><button type="button" className="button" disabled={asking} onClick={() => void start()}>Use the camera</button></div>
        {asking && <p className="quiet" role="status">The browser asks whether this page may use the camera.</p>}
        {message && <p className="error-line" role="alert">{message}</p>}
        <p className="quiet">It is asked for only now. Its pictures become 16 × 16 pixels of events, and are neither kept nor sent.</p>
      </>
    );
  }
  return (
    <>
      <video ref={video} className="visually-hidden" muted playsInline aria-hidden="true" />
      <EyePictures side={SIDE} scene={sceneCanvas} events={eventCanvas} sceneName="The camera’s picture, 16 by 16 pixels" />
      <p className="quiet">{moving ? `Named twice a second from the last ${(steps * SHAPES_CAMERA.stepUs) / 1e6} s.` : 'Nothing moves. Wave something bright before something dark: one way, rest, and back, all in about a second.'}</p>
      <div className="button-row"><button type="button" className="button" onClick={() => stop()}>Stop the camera</button></div>
    </>
  );
}
