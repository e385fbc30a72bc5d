'use client';
import type { PointerEvent, KeyboardEvent, RefObject } from 'react';

interface EyePicturesProps {
  readonly side: number;
  readonly scene: RefObject<HTMLCanvasElement | null>;
  readonly events: RefObject<HTMLCanvasElement | null>;
  readonly sceneName: string;
  /** Where the scene can be taken hold of. */
  readonly handlers?: {
    readonly onPointerDown: (event: PointerEvent<HTMLCanvasElement>) => void;
    readonly onPointerMove: (event: PointerEvent<HTMLCanvasElement>) => void;
    readonly onPointerUp: () => void;
    readonly onPointerCancel: () => void;
    readonly onKeyDown: (event: KeyboardEvent<HTMLCanvasElement>) => void;
  };
}

/** What stands before the event camera, and the events it makes of it. */
export function EyePictures({ side, scene, events, sceneName, handlers }: EyePicturesProps) {
  return (
    <div className="eye-pictures">
      <figure>
        <canvas ref={scene} className={`pixels${handlers ? ' held' : ''}`} width={side} height={side} role={handlers ? 'application' : 'img'} aria-label={sceneName} tabIndex={handlers ? 0 : undefined} {...handlers} />
        <figcaption className="quiet">what the camera sees</figcaption>
      </figure>
      <figure>
        <canvas ref={events} className="pixels" width={side} height={side} role="img" aria-label="Events: teal where it got brighter, violet where darker" />
        <figcaption className="quiet"><b className="brighter">brighter</b> and <b className="darker">darker</b>: the events</figcaption>
      </figure>
    </div>
  );
}
